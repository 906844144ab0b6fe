import { findCommand, nearest, UsageError, type Run } from '../arguments/index.ts';
import { EXIT } from '../output/index.ts';
import { describeAll, describeCommand } from './pages.ts';

export const runHelp: Run = async ({ positionals, commands, isJson }, terminal) => {
  const found = findCommand(positionals, commands);
  const [group] = positionals;
  const inGroup = commands.filter(({ name }) => name.startsWith(`${group ?? ''} `));
  const isUnknown = group !== undefined && !found && (inGroup.length === 0 || positionals.length > 1);
  if (isUnknown) {
    const wanted = positionals.join(' ');
    const near = nearest(
      wanted,
      commands.map(({ name }) => name),
    );
    throw new UsageError(`There is no command ${wanted}.${near === null ? '' : ` Did you mean ${near}?`}`);
  }
  const told = found ? [found.command] : group === undefined ? commands : inGroup;
  if (isJson) terminal.print(JSON.stringify(told));
  else for (const line of found ? describeCommand(found.command) : describeAll(told)) terminal.print(line);
  return EXIT.done;
};
