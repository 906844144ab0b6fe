import type { ExitCode, ExitName, Terminal } from '../output/index.ts';

/** Something on the command line that stands by its place. */
export interface Argument {
  /** In capitals: FILE. */
  name: string;
  summary: string;
  isOptional?: boolean;
  /** What a shell offers in its place; nothing when absent. */
  offers?: 'files' | readonly string[];
}

export interface Option {
  /** Without dashes. */
  name: string;
  /** What it takes, in capitals; a flag when absent. */
  value?: string;
  summary: string;
  isRequired?: boolean;
  offers?: 'files' | 'folders' | readonly string[];
}

/**
 * A command: at once its parser, its help, its completion and its page in docs/cli.md. Records are light,
 * so that all can be loaded at each start; what does the work comes with `load`.
 */
export interface Command {
  /** As it is typed: `audit verify`. */
  name: string;
  /** One line for lists, without a full stop. */
  summary: string;
  description: readonly string[];
  arguments?: readonly Argument[];
  options?: readonly Option[];
  /** What it works on: a running server, a data folder on this machine, or nothing of Steward's. */
  worksOn: 'server' | 'folder' | 'nothing';
  /** Ends other than done, wrong usage, and those of `worksOn`. */
  exits?: readonly ExitName[];
  examples: readonly Example[];
  load: () => Promise<Run>;
}

interface Example {
  line: string;
  meaning: string;
}

export type Run = (call: Call, terminal: Terminal) => Promise<ExitCode>;

/** What a command was called with. */
export interface Call {
  positionals: string[];
  values: Record<string, string | undefined>;
  flags: Record<string, boolean | undefined>;
  isJson: boolean;
  /** All commands there are. */
  commands: readonly Command[];
}

const COMMON: readonly Option[] = [
  { name: 'json', summary: 'print one JSON document instead of text' },
  { name: 'help', summary: 'print this page' },
];

const OF_SERVER: readonly Option[] = [
  { name: 'url', value: 'URL', summary: 'which Steward to talk to; wins over STEWARD_URL and the login' },
  { name: 'workspace', value: 'ID', summary: 'which login to use, by workspace id or name' },
];

const OF_FOLDER: readonly Option[] = [
  {
    ...{ name: 'data', value: 'FOLDER', offers: 'folders' },
    summary: 'the data folder; else STEWARD_DATA, else ./data',
  },
];

/** Every option that a command takes: its own, those of what it works on, those of all. */
export function optionsOf({ options = [], worksOn }: Command): Option[] {
  const shared = worksOn === 'server' ? OF_SERVER : worksOn === 'folder' ? OF_FOLDER : [];
  const own = options.map(({ name }) => name);
  return [...options, ...[...shared, ...COMMON].filter(({ name }) => !own.includes(name))];
}

/** How it is called: `steward import FILE --account ID [--commit]`. */
export function synopsisOf(command: Command): string {
  const positionals = (command.arguments ?? []).map(({ name, isOptional }) =>
    isOptional ? `[${name}]` : name,
  );
  const options = optionsOf(command)
    .filter(({ name }) => name !== 'help')
    .map(({ name, value, isRequired }) => {
      const text = value === undefined ? `--${name}` : `--${name} ${value}`;
      return isRequired ? text : `[${text}]`;
    });
  return ['steward', command.name, ...positionals, ...options].join(' ');
}
