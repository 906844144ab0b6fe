import { optionsOf, type Command, type Option } from '../arguments/index.ts';

/** The words that can come first, each once. */
export function firstWords(commands: readonly Command[]): string[] {
  return [...new Set(commands.map(({ name }) => name.split(' ')[0] ?? name))];
}

/** The words that can follow a first one: `verify` and `export` after `audit`. */
export function secondWords(commands: readonly Command[], first: string): string[] {
  return commands.flatMap(({ name }) => {
    const [group, second] = name.split(' ');
    return group === first && second !== undefined ? [second] : [];
  });
}

export function groupsOf(commands: readonly Command[]): string[] {
  return firstWords(commands).filter((first) => secondWords(commands, first).length > 0);
}

/** `--json`, for all options of a command. */
export function dashed(command: Command): string[] {
  return optionsOf(command).map(({ name }) => `--${name}`);
}

/** Options whose value comes from a list. */
export function listedOptions(command: Command): (Option & { offers: readonly string[] })[] {
  return optionsOf(command).flatMap((option) =>
    Array.isArray(option.offers) ? [{ ...option, offers: option.offers as readonly string[] }] : [],
  );
}

/** Options that take a value of any kind. */
export function valuedOptions(command: Command): Option[] {
  return optionsOf(command).filter(({ value }) => value !== undefined);
}

/** What the arguments of a command can be where that is a list; help takes the names of commands. */
export function argumentWords(command: Command, commands: readonly Command[]): readonly string[] {
  if (command.name === 'help') return firstWords(commands);
  const offers = command.arguments?.[0]?.offers;
  return Array.isArray(offers) ? (offers as readonly string[]) : [];
}

/** Text within single quotes of a POSIX shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
