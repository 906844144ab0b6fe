import type { Command } from '../arguments/index.ts';
import {
  argumentWords,
  dashed,
  firstWords,
  groupsOf,
  listedOptions,
  quoted,
  secondWords,
  valuedOptions,
} from './completion-words.ts';

/** Where nothing is offered, bash completes file names. */
export function bashScript(commands: readonly Command[]): string {
  const twoWords = commands.map(({ name }) => name).filter((name) => name.includes(' '));
  const values = commands.flatMap((command) => [
    ...listedOptions(command).map(
      ({ name, offers }) =>
        `    ${quoted(`${command.name} --${name}`)}) words=${quoted(offers.join(' '))} ;;`,
    ),
    ...valuedOptions(command)
      .filter(({ offers }) => !Array.isArray(offers))
      .map(({ name }) => `    ${quoted(`${command.name} --${name}`)}) return ;;`),
  ]);
  const options = commands.map((command) => {
    const seconds = command.name.includes(' ') ? [] : secondWords(commands, command.name);
    const words = [...argumentWords(command, commands), ...seconds, ...dashed(command)];
    return `        ${quoted(command.name)}) words=${quoted(words.join(' '))} ;;`;
  });
  const groups = groupsOf(commands)
    .filter((group) => !commands.some(({ name }) => name === group))
    .map((group) => `        ${quoted(group)}) words=${quoted(secondWords(commands, group).join(' '))} ;;`);
  return [
    '# Completion of steward for bash: source <(steward completion bash)',
    '_steward() {',
    '  local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"',
    `  local command="\${COMP_WORDS[1]}" words=''`,
    '  COMPREPLY=()',
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    COMPREPLY=($(compgen -W ${quoted([...firstWords(commands), '--help', '--version'].join(' '))} -- "$current"))`,
    '    return',
    '  fi',
    '  if [ "$COMP_CWORD" -gt 2 ]; then',
    '    case "$command ${COMP_WORDS[2]}" in',
    `      ${twoWords.map(quoted).join('|')}) command="$command \${COMP_WORDS[2]}" ;;`,
    '    esac',
    '  fi',
    '  case "$command $previous" in',
    ...values,
    '    *)',
    '      case "$command" in',
    ...options,
    ...groups,
    '      esac ;;',
    '  esac',
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    '}',
    'complete -o bashdefault -o default -F _steward steward',
  ].join('\n');
}
