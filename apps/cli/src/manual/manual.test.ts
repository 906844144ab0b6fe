import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from '../commands/index.ts';
import { optionsOf } from '../arguments/index.ts';
import { fishScript } from './completion-fish.ts';
import { zshScript } from './completion-zsh.ts';
import { describeAll, describeCommand, writeDocumentation } from './index.ts';

const DOCUMENTATION = join(import.meta.dirname, '../../../../docs/cli.md');

test('docs/cli.md is what the commands say of themselves; UPDATE_DOCS=1 writes it anew', () => {
  const text = writeDocumentation(COMMANDS);
  if (process.env.UPDATE_DOCS === '1') writeFileSync(DOCUMENTATION, text);
  expect(readFileSync(DOCUMENTATION, 'utf8')).toBe(text);
});

test('a page has the sections of a manual page, in 80 columns', () => {
  for (const command of COMMANDS) {
    const page = describeCommand(command);
    const titles = page.filter((line) => /^[A-Z][A-Z ]+$/.test(line));
    expect(titles).toEqual([
      'NAME',
      'SYNOPSIS',
      'DESCRIPTION',
      'OPTIONS',
      'EXIT STATUS',
      'EXAMPLES',
      'ENVIRONMENT',
    ]);
    expect(
      page.filter((line) => line.length > 80 && line.trim().includes(' ') && !line.includes('steward ')),
    ).toEqual([]);
    for (const { name } of optionsOf(command)) expect(page.join('\n')).toContain(`--${name}`);
  }
  for (const { name } of COMMANDS) expect(describeAll(COMMANDS).join('\n')).toContain(name);
});

test('every shell is offered every command and every option', () => {
  const [zsh, fish] = [zshScript(COMMANDS), fishScript(COMMANDS)];
  for (const command of COMMANDS) {
    expect(zsh).toContain(`    '${command.name}') _arguments`);
    for (const { name } of optionsOf(command)) {
      expect(zsh).toContain(`'--${name}[`);
      expect(fish).toContain(`complete -c steward -n '__steward_at "${command.name}"' -l ${name} `);
    }
  }
});

/** Whether every quote that is opened on a line is closed on it. */
function hasOpenQuote(line: string, escape: RegExp): boolean {
  return (line.replaceAll(escape, '').match(/'/g)?.length ?? 0) % 2 === 1;
}

test('no summary breaks out of the quotes of a script', () => {
  expect(
    zshScript(COMMANDS)
      .split('\n')
      .filter((line) => hasOpenQuote(line, /'\\''/g)),
  ).toEqual([]);
  expect(
    fishScript(COMMANDS)
      .split('\n')
      .filter((line) => hasOpenQuote(line, /\\'/g)),
  ).toEqual([]);
});
