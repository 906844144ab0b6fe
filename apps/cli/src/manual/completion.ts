import type { Run } from '../arguments/index.ts';
import { EXIT } from '../output/index.ts';
import { bashScript } from './completion-bash.ts';
import { fishScript } from './completion-fish.ts';
import { zshScript } from './completion-zsh.ts';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };

export const runCompletion: Run = async ({ positionals, commands, isJson }, terminal) => {
  const shell = positionals[0] as keyof typeof SCRIPTS;
  const script = SCRIPTS[shell](commands);
  terminal.print(isJson ? JSON.stringify({ shell, script }) : script);
  return EXIT.done;
};
