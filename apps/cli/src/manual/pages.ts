import { optionsOf, synopsisOf, type Command, type Option } from '../arguments/index.ts';
import { alignColumns, EXITS, type ExitName } from '../output/index.ts';

const WIDTH = 80;
const INDENT = '       ';

interface Variable {
  name: string;
  summary: string;
}

const OF_ALL: readonly Variable[] = [{ name: 'NO_COLOR', summary: 'set to anything: no colours' }];
const VARIABLES: Record<Command['worksOn'], readonly Variable[]> = {
  server: [
    { name: 'STEWARD_URL', summary: 'which Steward to talk to; wins over the login' },
    { name: 'STEWARD_API_KEY', summary: 'the key to use; wins over the login' },
    { name: 'XDG_CONFIG_HOME', summary: 'where steward/config.json with the logins lies; else ~/.config' },
  ],
  folder: [{ name: 'STEWARD_DATA', summary: 'the data folder; --data wins' }],
  nothing: [],
};

const EXITS_OF: Record<Command['worksOn'], readonly ExitName[]> = {
  server: ['failed', 'unreachable', 'forbidden'],
  folder: ['failed'],
  nothing: [],
};

/** How a command can end, in the order of the codes. */
export function exitsOf({ worksOn, exits = [] }: Command): ExitName[] {
  const wanted = new Set<ExitName>(['done', 'usage', ...EXITS_OF[worksOn], ...exits]);
  return (Object.keys(EXITS) as ExitName[]).filter((name) => wanted.has(name));
}

export function variablesOf({ worksOn }: Command): readonly Variable[] {
  return [...VARIABLES[worksOn], ...OF_ALL];
}

/** `--data FOLDER`. */
export function optionLabel({ name, value }: Option): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

/** The page of a command, in the order of a manual page. */
export function describeCommand(command: Command): string[] {
  const positionals = (command.arguments ?? []).map(({ name, summary }) => [name, summary]);
  const options = optionsOf(command).map((option) => [optionLabel(option), option.summary]);
  return [
    ...section('NAME', wrap(`steward ${command.name} - ${command.summary}`)),
    ...section('SYNOPSIS', wrap(synopsisOf(command))),
    ...section(
      'DESCRIPTION',
      command.description.flatMap((text, index) => [...(index > 0 ? [''] : []), ...wrap(text)]),
    ),
    ...section('OPTIONS', terms([...positionals, ...options])),
    ...section(
      'EXIT STATUS',
      alignColumns(exitsOf(command).map((name) => [String(EXITS[name].code), EXITS[name].meaning])),
    ),
    ...section('EXAMPLES', terms(command.examples.map(({ line, meaning }) => [line, meaning]))),
    ...section('ENVIRONMENT', terms(variablesOf(command).map(({ name, summary }) => [name, summary]))),
  ].slice(0, -1);
}

function section(title: string, lines: readonly string[]): string[] {
  return [title, ...lines.map((line) => (line === '' ? '' : `${INDENT}${line}`)), ''];
}

/** Each name on a line, what it means below it. */
function terms(rows: readonly (readonly string[])[]): string[] {
  return rows.flatMap(([name = '', meaning = '']) => [
    name,
    ...wrap(meaning, 4).map((line) => `    ${line}`),
  ]);
}

function wrap(text: string, indent = 0): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length > WIDTH - INDENT.length - indent && line !== '') {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** All commands with a line each. */
export function describeAll(commands: readonly Command[]): string[] {
  return [
    'usage: steward COMMAND [ARGUMENTS]',
    '',
    ...alignColumns(commands.map(({ name, summary }) => [`  ${name}`, summary])),
    '',
    'steward help COMMAND says how one is called; steward --version says which this is.',
  ];
}
