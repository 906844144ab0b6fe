import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from '../commands/index.ts';
import { optionsOf } from '../arguments/index.ts';
import { bashScript } from './completion-bash.ts';
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

/** What bash offers for the last of the words. */
function completeInBash(...words: string[]): string[] {
  const script = [
    bashScript(COMMANDS),
    `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})`,
    `COMP_CWORD=${words.length - 1}`,
    '_steward',
    'printf "%s\\n" "${COMPREPLY[@]}"',
  ].join('\n');
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\n').filter(Boolean);
}

test('bash completes commands, second words, options and the values that are listed', () => {
  expect(completeInBash('steward', 're')).toEqual(['review', 'replay', 'restore']);
  expect(completeInBash('steward', 'audit', '')).toEqual(['export', 'verify']);
  expect(completeInBash('steward', 'review', 'a')).toEqual(['accept']);
  expect(completeInBash('steward', 'backup', 'x', '--f')).toEqual(['--force']);
  expect(completeInBash('steward', 'audit', 'verify', '--')).toEqual(['--json', '--help']);
  expect(completeInBash('steward', 'evaluate', 'categories', 'x.csv', '--labels', '')).toEqual([
    'now',
    'day',
  ]);
  expect(completeInBash('steward', 'completion', '')).toEqual(
    expect.arrayContaining(['bash', 'zsh', 'fish']) as string[],
  );
  expect(completeInBash('steward', 'help', 'doc')).toEqual(['doctor']);
  // Files are bash's own business.
  expect(completeInBash('steward', 'backup', '--data', '')).toEqual([]);
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
