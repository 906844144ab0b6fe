import type { Command } from '../arguments/index.ts';

export { describeAll, describeCommand } from './pages.ts';
export { writeDocumentation } from './documentation.ts';

export const manualCommands: Command[] = [
  {
    name: 'completion',
    summary: 'print the completion script of a shell',
    description: [
      'Prints a script that completes commands, options and their values. It is made from the same table that the commands are parsed by.',
    ],
    arguments: [{ name: 'SHELL', summary: 'bash, zsh or fish', offers: ['bash', 'zsh', 'fish'] }],
    worksOn: 'nothing',
    examples: [
      { line: 'source <(steward completion bash)', meaning: 'in ~/.bashrc' },
      { line: 'source <(steward completion zsh)', meaning: 'in ~/.zshrc, after compinit' },
      { line: 'steward completion fish | source', meaning: 'in ~/.config/fish/config.fish' },
    ],
    load: async () => (await import('./completion.ts')).runCompletion,
  },
  {
    name: 'help',
    summary: 'print what a command does and how it is called',
    description: ['Without a name it lists all commands.'],
    arguments: [
      { name: 'COMMAND', summary: 'a command', isOptional: true },
      { name: 'SUBCOMMAND', summary: 'its second word', isOptional: true },
    ],
    worksOn: 'nothing',
    examples: [{ line: 'steward help audit verify', meaning: 'one page' }],
    load: async () => (await import('./help.ts')).runHelp,
  },
];
