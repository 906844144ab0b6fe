#!/usr/bin/env node
import { findCommand, nearest, readCall, synopsisOf, UsageError, type Command } from './arguments/index.ts';
import { COMMANDS } from './commands/index.ts';
import { describeAll, describeCommand } from './manual/index.ts';
import { EXIT, EXITS, processTerminal, type ExitCode } from './output/index.ts';

const terminal = processTerminal();

/** Runs what the words say; output/exit.ts says what the codes mean. */
async function main(words: readonly string[]): Promise<ExitCode> {
  const [first] = words;
  if (first === '--version' || first === '-V') {
    const { STEWARD_VERSION } = await import('@steward/core/config');
    terminal.print(`steward ${STEWARD_VERSION}`);
    return EXIT.done;
  }
  if (first === undefined || first === '--help' || first === '-h') {
    for (const line of describeAll(COMMANDS))
      (first === undefined ? terminal.complain : terminal.print)(line);
    return first === undefined ? EXIT.usage : EXIT.done;
  }
  const found = findCommand(words, COMMANDS);
  try {
    if (!found) throw unknownCommand(words);
    return await run(found.command, found.rest);
  } catch (error) {
    return fail(error, { isJson: words.includes('--json'), command: found?.command ?? null });
  }
}

async function run(command: Command, rest: readonly string[]): Promise<ExitCode> {
  const call = readCall(command, rest, COMMANDS);
  if (call.flags.help) {
    for (const line of describeCommand(command)) terminal.print(line);
    return EXIT.done;
  }
  const start = await command.load();
  return start(call, terminal);
}

function unknownCommand(words: readonly string[]): UsageError {
  const [first = '', second = ''] = words;
  const inGroup = COMMANDS.filter(({ name }) => name.startsWith(`${first} `)).map(({ name }) => name);
  if (inGroup.length > 0) return new UsageError(`Say which: ${inGroup.join(', ')}.`);
  const names = COMMANDS.map(({ name }) => name);
  const near = nearest(`${first} ${second}`, names) ?? nearest(first, names);
  const hint = near === null ? ' steward help lists all.' : ` Did you mean ${near}?`;
  return new UsageError(`There is no command ${first}.${hint}`);
}

interface Called {
  isJson: boolean;
  command: Command | null;
}

async function fail(error: unknown, { isJson, command }: Called): Promise<ExitCode> {
  const { describeFailure } = await import('./connection/index.ts');
  const { exit, reason, message } =
    error instanceof UsageError
      ? { exit: 'usage' as const, reason: 'usage', message: error.message }
      : describeFailure(error);
  const { code } = EXITS[exit];
  if (isJson) terminal.print(JSON.stringify({ error: { code, reason, message } }));
  terminal.complain(message);
  if (exit === 'usage' && command) terminal.complain(`usage: ${synopsisOf(command)}`);
  return code;
}

process.exitCode = await main(process.argv.slice(2));
