import { UsageError } from './arguments/index.ts';
import { AUDIT_USAGE, runAudit } from './audit/index.ts';
import { DECIDE_USAGE, runDecide } from './decisions/index.ts';
import { EVALUATE_USAGE, runEvaluate } from './evaluate/index.ts';
import { IMPORT_USAGE, runImport } from './imports/index.ts';
import type { Terminal } from './output/index.ts';
import { REPLAY_USAGE, runReplay } from './replay/index.ts';

interface Command {
  usage: string[];
  run: (args: readonly string[], terminal: Terminal) => Promise<number>;
}

const COMMANDS: Record<string, Command> = {
  import: { usage: IMPORT_USAGE, run: runImport },
  decide: { usage: DECIDE_USAGE, run: runDecide },
  replay: { usage: REPLAY_USAGE, run: runReplay },
  audit: { usage: AUDIT_USAGE, run: runAudit },
  evaluate: { usage: EVALUATE_USAGE, run: runEvaluate },
};

const terminal: Terminal = {
  print: (line) => {
    process.stdout.write(`${line}\n`);
  },
  complain: (line) => {
    process.stderr.write(`${line}\n`);
  },
  environment: process.env,
};

function printUsage(print: (line: string) => void, commands: readonly Command[]): void {
  print('usage:');
  for (const { usage } of commands) for (const line of usage) print(`  steward ${line}`);
  print('STEWARD_URL and STEWARD_API_KEY say which Steward to talk to. audit verify and evaluate need none.');
}

/** 0: done; 1: it could not be done, or something is wrong; 2: called wrongly. */
async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help') {
    printUsage(terminal.print, Object.values(COMMANDS));
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    terminal.complain(`There is no command ${name}.`);
    printUsage(terminal.complain, Object.values(COMMANDS));
    return 2;
  }
  try {
    return await command.run(args, terminal);
  } catch (error) {
    terminal.complain(error instanceof Error ? error.message : String(error));
    if (!(error instanceof UsageError)) return 1;
    printUsage(terminal.complain, [command]);
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
