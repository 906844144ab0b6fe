import { optionsOf, synopsisOf, type Command } from '../arguments/index.ts';
import { EXITS } from '../output/index.ts';
import { exitsOf, optionLabel, variablesOf } from './pages.ts';

/** docs/cli.md: every command, from the table that it is parsed by. */
export function writeDocumentation(commands: readonly Command[]): string {
  return [
    '# The command line',
    '',
    'Everything below is made from the table that the commands are parsed by (`apps/cli/src/commands`); a test keeps it equal. `steward help COMMAND` prints the same on the screen.',
    '',
    'In the folder of the project `steward` is `npm run --silent steward --`, or, from anywhere, `node_modules/.bin/steward` of that folder: with `node_modules/.bin` in front of `PATH` it is simply `steward`.',
    '',
    'Results go to the standard output; progress, complaints and questions go to the error output. With `--json` the standard output is one JSON document, also when a command fails: `{ "error": { "code", "reason", "message" } }`.',
    '',
    '## Commands',
    '',
    ...commands.map(({ name, summary }) => `- [\`steward ${name}\`](#${anchorOf(name)}): ${summary}`),
    '',
    '## Exit codes',
    '',
    ...Object.values(EXITS).map(({ code, meaning }) => `- \`${code}\`: ${meaning}`),
    '',
    ...commands.flatMap(describe),
  ].join('\n');
}

const anchorOf = (name: string) => `steward-${name.replaceAll(' ', '-')}`;

function describe(command: Command): string[] {
  const positionals = command.arguments ?? [];
  return [
    `## steward ${command.name}`,
    '',
    '```',
    synopsisOf(command),
    '```',
    '',
    ...command.description.flatMap((text) => [text, '']),
    ...positionals.map(({ name, summary }) => `- \`${name}\`: ${summary}`),
    ...optionsOf(command).map((option) => `- \`${optionLabel(option)}\`: ${option.summary}`),
    '',
    'Examples:',
    '',
    ...command.examples.map(({ line, meaning }) => `- \`${line}\`: ${meaning}`),
    '',
    `Ends with ${exitsOf(command)
      .map((name) => `\`${EXITS[name].code}\``)
      .join(', ')}. Reads ${variablesOf(command)
      .map(({ name }) => `\`${name}\``)
      .join(', ')}.`,
    '',
  ];
}
