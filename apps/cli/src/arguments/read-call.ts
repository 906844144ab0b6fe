import { parseArgs } from 'node:util';
import { optionsOf, type Call, type Command } from './command.ts';
import { nearest } from './nearest.ts';
import { UsageError } from './usage-error.ts';

/** The command that the words name, and the words after its name; null when there is none. */
export function findCommand(
  words: readonly string[],
  commands: readonly Command[],
): { command: Command; rest: string[] } | null {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ');
    const command = words.length >= length && commands.find((one) => one.name === name);
    if (command) return { command, rest: words.slice(length) };
  }
  return null;
}

/** @throws UsageError naming the option or argument that is wrong, missing or too many. */
export function readCall(command: Command, args: readonly string[], commands: readonly Command[]): Call {
  const known = optionsOf(command);
  const options = Object.fromEntries(
    known.map(({ name, value }) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  const { positionals, values: given } = parse(args, options);
  const values: Call['values'] = {};
  const flags: Call['flags'] = {};
  for (const [name, value] of Object.entries(given)) {
    const option = known.find((one) => one.name === name);
    if (!option)
      throw unknownOption(
        name,
        known.map((one) => one.name),
      );
    if (option.value === undefined) flags[name] = demandFlag(name, value);
    else values[name] = demandValue(option.name, option.value, value);
    if (Array.isArray(option.offers) && !option.offers.includes(value)) {
      throw new UsageError(`--${name} takes ${option.offers.join(', ')}, not ${String(value)}.`);
    }
  }
  if (flags.help !== true) demandAll(command, { positionals, values });
  return { positionals, values, flags, isJson: flags.json === true, commands };
}

type Given = Record<string, string | boolean | (string | boolean)[] | undefined>;

function parse(
  args: readonly string[],
  options: Record<string, { type: 'boolean' | 'string' }>,
): { positionals: string[]; values: Given } {
  // Not strict: what is unknown is told with the name that is nearest.
  return parseArgs({ args: [...args], options, allowPositionals: true, strict: false });
}

function unknownOption(name: string, known: readonly string[]): UsageError {
  const near = nearest(name, known);
  const hint = near === null ? '' : ` Did you mean --${near}?`;
  return new UsageError(`There is no option ${name.length === 1 ? '-' : '--'}${name}.${hint}`);
}

function demandFlag(name: string, value: Given[string]): boolean {
  if (typeof value === 'boolean') return value;
  throw new UsageError(`--${name} takes no value.`);
}

function demandValue(name: string, what: string, value: Given[string]): string {
  // Without a value parseArgs says true; another option in its place was meant as an option.
  if (typeof value === 'string' && value !== '' && !value.startsWith('--')) return value;
  throw new UsageError(`--${name} needs a value: --${name} ${what}.`);
}

function demandAll(command: Command, { positionals, values }: Pick<Call, 'positionals' | 'values'>): void {
  const expected = command.arguments ?? [];
  const missing = expected.filter(({ isOptional }) => !isOptional)[positionals.length];
  if (missing) throw new UsageError(`${missing.name} is missing: ${missing.summary}.`);
  const excess = positionals[expected.length];
  if (excess !== undefined) throw new UsageError(`${excess} is one argument too many.`);
  for (const { name, value, isRequired, summary } of command.options ?? []) {
    if (isRequired && values[name] === undefined) {
      throw new UsageError(`--${name} ${value ?? ''} is missing: ${summary}.`);
    }
  }
  positionals.forEach((given, index) => {
    const offers = expected[index]?.offers;
    if (!Array.isArray(offers) || offers.includes(given)) return;
    const near = nearest(given, offers);
    const hint = near === null ? `It takes ${offers.join(', ')}.` : `Did you mean ${near}?`;
    throw new UsageError(`${expected[index]?.name ?? ''} cannot be ${given}. ${hint}`);
  });
}
