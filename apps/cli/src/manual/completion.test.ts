import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../commands/index.ts';
import { bashScript } from './completion-bash.ts';
import { fishScript } from './completion-fish.ts';
import { zshScript } from './completion-zsh.ts';

const folder = mkdtempSync(join(tmpdir(), 'steward-completion-'));
const scripts = { bash: bashScript(COMMANDS), zsh: zshScript(COMMANDS), fish: fishScript(COMMANDS) };
for (const [shell, script] of Object.entries(scripts)) writeFileSync(join(folder, shell), `${script}\n`);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The lines that a shell prints; it may complain about nothing. */
function linesOf(shell: keyof typeof scripts, ...args: string[]): string[] {
  const { stdout, stderr } = spawnSync(shell, args, { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split(/\r?\n/).filter(Boolean);
}

/** What bash offers for the last of the words. */
function completeInBash(words: readonly string[]): string[] {
  const script = [
    `source '${join(folder, 'bash')}'`,
    `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})`,
    `COMP_CWORD=${words.length - 1}`,
    '_steward',
    'printf "%s\\n" "${COMPREPLY[@]}"',
  ].join('\n');
  return linesOf('bash', '-c', script);
}

function completeInFish(words: readonly string[]): string[] {
  const script = `source '${join(folder, 'fish')}'; complete -C '${words.join(' ')}'`;
  return linesOf('fish', '--no-config', '-c', script).map((line) => line.split('\t')[0] ?? '');
}

/** An interactive zsh behind a terminal of its own says what it offers once the tabulator is pressed, and leaves. */
const ZSH = `
zmodload zsh/zpty
export PS1='ready> ' TERM=dumb
zpty shell zsh -f -i
zpty -r shell line '*ready> *'
zpty -w shell "autoload -Uz compinit; compinit -u -D; source '${join(folder, 'zsh')}'; bindkey '^I' complete-word; \\
leave() { print -r -- ' EN''D'; exit }; comppostfuncs=(leave); compadd() { local -a found; builtin compadd -A found \\"\\$@\\"; \\
(( \\$#found )) && print -lr -- \\$'\\nOFFER '\\$^found; builtin compadd \\"\\$@\\" }"
zpty -r shell line '*ready> *'
zpty -w -n shell $1$'\\t'
zpty -r shell text '*END*'
print -r -- $text
`;

function completeInZsh(words: readonly string[]): string[] {
  const said = linesOf('zsh', '-f', '-c', ZSH, 'zsh', words.join(' '));
  const offers = said.flatMap((line) => /^OFFER (.*\S)/.exec(line)?.[1] ?? []);
  return [...new Set(offers)];
}

const shells = { bash: completeInBash, zsh: completeInZsh, fish: completeInFish };

describe.each(Object.entries(shells))('%s', (shell, complete) => {
  const isThere = spawnSync(shell, ['--version']).status === 0;
  if (!isThere) process.stdout.write(`There is no ${shell} here: its completion is not tried.\n`);

  test.skipIf(!isThere)('completes commands, second words, options and the values that are listed', () => {
    const offered = (...words: string[]) => complete(words).sort();
    expect(offered('steward', 're')).toEqual(['replay', 'restore', 'review']);
    expect(offered('steward', 'audit', '')).toEqual(['export', 'verify']);
    expect(offered('steward', 'review', 'a')).toEqual(['accept']);
    expect(offered('steward', 'backup', 'x', '--f')).toEqual(['--force']);
    expect(offered('steward', 'audit', 'verify', '--')).toEqual(['--help', '--json']);
    expect(offered('steward', 'evaluate', 'categories', 'x.csv', '--labels', '')).toEqual(['day', 'now']);
    expect(offered('steward', 'completion', '')).toEqual(expect.arrayContaining(['bash', 'fish', 'zsh']));
    expect(offered('steward', 'help', 'doc')).toEqual(['doctor']);
  });
});

test('bash leaves files to itself', () => {
  expect(completeInBash(['steward', 'backup', '--data', ''])).toEqual([]);
});
