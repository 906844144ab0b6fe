import { optionsOf, type Command, type Option } from '../arguments/index.ts';
import { argumentWords, firstWords, groupsOf, secondWords } from './completion-words.ts';

export function fishScript(commands: readonly Command[]): string {
  return [
    '# Completion of steward for fish: steward completion fish | source',
    'function __steward_at',
    '  set -l words (commandline -opc)',
    '  set -l wanted (string split " " -- $argv[1])',
    '  test (count $words) -gt (count $wanted); or return 1',
    '  set -l last (math (count $wanted) + 1)',
    '  test "$words[2..$last]" = "$wanted"; or return 1',
    '  if set -q argv[2]',
    '    test (count $words) -eq $last; or return 1',
    '  end',
    'end',
    'complete -c steward -f',
    ...firstWords(commands).map(
      (word) =>
        `complete -c steward -n __fish_use_subcommand -a ${quote(word)} -d ${quote(summaryOf(word, commands))}`,
    ),
    ...groupsOf(commands).flatMap((group) =>
      secondWords(commands, group).map(
        (word) =>
          `complete -c steward -n ${quote(`__steward_at "${group}" only`)} -a ${quote(word)} -d ${quote(summaryOf(`${group} ${word}`, commands))}`,
      ),
    ),
    ...commands.flatMap((command) => linesOf(command, commands)),
  ].join('\n');
}

function linesOf(command: Command, commands: readonly Command[]): string[] {
  const at = `complete -c steward -n ${quote(`__steward_at "${command.name}"`)}`;
  const takesFiles = command.arguments?.some(({ offers }) => offers === 'files') ?? false;
  const words = argumentWords(command, commands);
  return [
    ...(takesFiles ? [`${at} -F`] : []),
    ...(words.length > 0 ? [`${at} -a ${quote(words.join(' '))}`] : []),
    ...optionsOf(command).map(
      ({ name, value, summary, offers }) =>
        `${at} -l ${name}${value === undefined ? '' : ` -r ${actionOf(offers)}`} -d ${quote(summary)}`,
    ),
  ];
}

function actionOf(offers: Option['offers']): string {
  if (Array.isArray(offers)) return `-f -a ${quote(offers.join(' '))}`;
  return offers === undefined ? '-f' : '-F';
}

function summaryOf(name: string, commands: readonly Command[]): string {
  return commands.find((command) => command.name === name)?.summary ?? secondWords(commands, name).join(', ');
}

/** Text within single quotes of fish, where a backslash escapes. */
function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
