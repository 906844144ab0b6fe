import { createStewardClient } from '@steward/client/client';
import { UsageError, type Call, type Run } from '../arguments/index.ts';
import { CommandFailure, demandUrl, loginsPath, readLogins, writeLogins } from '../connection/index.ts';
import { EXIT, plain, type Terminal } from '../output/index.ts';

const DEFAULT_URL = 'http://127.0.0.1:3000';

export const runLogin: Run = async (call, terminal) => {
  const url = await askUrl(call, terminal);
  demandUrl(url, '--url');
  const apiKey = await askKey(call, terminal);
  const { workspace } = await createStewardClient({ url, apiKey }).access.whoAmI.query();
  if (workspace === null) {
    const message = 'This key belongs to no workspace: it was mistyped, or revoked.';
    throw new CommandFailure({ exit: 'forbidden', reason: 'key_refused', message });
  }
  const login = { url, apiKey, workspaceId: workspace.id, workspaceName: workspace.name };
  const others = readLogins(terminal.environment).filter(
    (one) => one.workspaceId !== login.workspaceId || one.url !== login.url,
  );
  writeLogins(terminal.environment, [login, ...others]);
  if (call.isJson) {
    terminal.print(JSON.stringify({ url, workspace, storedIn: loginsPath(terminal.environment) }));
  } else {
    terminal.print(`Signed in to ${plain(workspace.name)} (${workspace.role}) at ${url}.`);
    terminal.print(`The key is stored in ${loginsPath(terminal.environment)}, readable by you only.`);
  }
  return EXIT.done;
};

async function askUrl({ values }: Call, { person, environment }: Terminal): Promise<string> {
  const known = values.url ?? (environment.STEWARD_URL || undefined);
  if (known !== undefined) return known;
  if (person === null) throw new UsageError('--url URL is missing: nobody is here to ask.');
  return (await person.ask(`Address of Steward [${DEFAULT_URL}]: `)) || DEFAULT_URL;
}

async function askKey({ flags }: Call, { person, readInput }: Terminal): Promise<string> {
  if (!flags['key-stdin'] && person === null) {
    throw new UsageError('Nobody is here to ask for the key: send it with --key-stdin.');
  }
  const key = flags['key-stdin']
    ? await readInput()
    : ((await person?.ask('API key: ', { isHidden: true })) ?? '');
  if (/^\S+$/.test(key.trim())) return key.trim();
  throw new UsageError('There is no key in what was read: make one in the web app under Settings.');
}
