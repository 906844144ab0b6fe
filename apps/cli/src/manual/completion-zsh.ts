import { optionsOf, type Command, type Option } from '../arguments/index.ts';
import { argumentWords, firstWords, groupsOf, quoted, secondWords } from './completion-words.ts';

export function zshScript(commands: readonly Command[]): string {
  const first = firstWords(commands).map((word) => describeWord(word, summaryOf(word, commands)));
  return [
    '#compdef steward',
    '# Completion of steward for zsh: source <(steward completion zsh), after compinit',
    '_steward() {',
    '  local -a first second',
    '  if (( CURRENT == 2 )); then',
    `    first=(${first.join(' ')})`,
    `    _describe 'command' first`,
    '    return',
    '  fi',
    '  local command="${words[2]}"',
    ...groupsOf(commands).flatMap((group) => groupLines(group, commands)),
    '  case "$command" in',
    ...commands.map(
      (command) => `    ${quoted(command.name)}) _arguments ${argumentsOf(command, commands)} ;;`,
    ),
    '  esac',
    '}',
    'compdef _steward steward',
  ].join('\n');
}

function groupLines(group: string, commands: readonly Command[]): string[] {
  const seconds = secondWords(commands, group);
  const described = seconds.map((word) => describeWord(word, summaryOf(`${group} ${word}`, commands)));
  return [
    `  if [[ "$command" == ${quoted(group)} ]]; then`,
    '    if (( CURRENT == 3 )); then',
    `      second=(${described.join(' ')})`,
    `      _describe 'command' second`,
    ...(commands.some(({ name }) => name === group) ? [] : ['      return']),
    `    elif [[ "\${words[3]}" == (${seconds.join('|')}) ]]; then`,
    `      command="$command \${words[3]}"`,
    '      words[2,3]=("$command"); (( CURRENT-- ))',
    '    fi',
    '  fi',
  ];
}

function describeWord(word: string, summary: string): string {
  return quoted(`${word}:${summary.replaceAll(':', '\\:')}`);
}

function summaryOf(name: string, commands: readonly Command[]): string {
  return commands.find((command) => command.name === name)?.summary ?? secondWords(commands, name).join(', ');
}

/** Specifications of _arguments; the words before the options are shifted away by position 1. */
function argumentsOf(command: Command, commands: readonly Command[]): string {
  const options = optionsOf(command).map(({ name, value, summary, offers }) => {
    const told = `--${name}[${bracketless(summary)}]`;
    return quoted(value === undefined ? told : `${told}:${value.replaceAll(':', ' ')}:${actionOf(offers)}`);
  });
  const words = argumentWords(command, commands);
  const positionals = (command.arguments ?? []).map(({ name, offers }, index) => {
    const action = index === 0 && words.length > 0 ? `(${words.join(' ')})` : actionOf(offers);
    return quoted(`${index + 2}:${name}:${action}`);
  });
  return [...options, ...positionals].join(' ');
}

function actionOf(offers: Option['offers']): string {
  if (offers === 'files') return '_files';
  if (offers === 'folders') return '_files -/';
  return Array.isArray(offers) ? `(${offers.join(' ')})` : ' ';
}

const bracketless = (text: string) => text.replaceAll(/[[\]]/g, '').replaceAll(':', '\\:');
