import { parseArgs } from 'node:util';

/** The command was called wrongly; its message says how it is called. */
export class UsageError extends Error {}

export interface OptionNames {
  /** Options that take a value. */
  values: readonly string[];
  /** Options that are there or not. */
  flags: readonly string[];
}

export interface Options {
  positionals: string[];
  values: Record<string, string | undefined>;
  flags: Record<string, boolean | undefined>;
}

/** @throws UsageError for an option that the command does not know. */
export function readOptions(args: readonly string[], { values, flags }: OptionNames): Options {
  const options = {
    ...Object.fromEntries(values.map((name) => [name, { type: 'string' as const }])),
    ...Object.fromEntries(flags.map((name) => [name, { type: 'boolean' as const }])),
  };
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    const given = Object.entries(parsed.values);
    return {
      positionals: parsed.positionals,
      values: Object.fromEntries(
        given.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      ),
      flags: Object.fromEntries(
        given.filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'),
      ),
    };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'unknown option', { cause: error });
  }
}
