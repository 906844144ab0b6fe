import { createStewardClient, type StewardClient } from '@steward/client/client';
import { UsageError, type Call } from '../arguments/index.ts';
import type { Terminal } from '../output/index.ts';
import { CommandFailure } from './failure.ts';
import { isReadableByOthers, loginsPath, readLogins, type StoredLogin } from './stored-logins.ts';

export interface Connection {
  url: string;
  apiKey: string;
  client: StewardClient;
}

const DEFAULT_URL = 'http://127.0.0.1:3000';

/**
 * The Steward that a call means: by its options, else by STEWARD_URL and STEWARD_API_KEY, else by the
 * stored logins.
 *
 * @throws UsageError for an address that is none; CommandFailure when there is no key.
 */
export function connect({ values }: Pick<Call, 'values'>, terminal: Terminal): Connection {
  const { environment } = terminal;
  const named = values.url ?? (environment.STEWARD_URL || undefined);
  if (named !== undefined) demandUrl(named, values.url === undefined ? 'STEWARD_URL' : '--url');
  const apiKey = environment.STEWARD_API_KEY;
  if (apiKey) {
    if (values.workspace !== undefined) {
      throw new UsageError('--workspace names a login, but STEWARD_API_KEY is set, which wins: unset it.');
    }
    return open({ url: named ?? DEFAULT_URL, apiKey });
  }
  const logins = readLogins(environment);
  if (logins.length > 0 && isReadableByOthers(environment)) {
    terminal.complain(`Others can read your keys: chmod 600 ${loginsPath(environment)}`);
  }
  return open(chooseLogin(logins, { url: named, workspace: values.workspace }));
}

export function demandUrl(url: string, source: string): void {
  const isWeb = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  if (isWeb) return;
  throw new UsageError(`${source} is ${JSON.stringify(url)}, but must be an address such as ${DEFAULT_URL}.`);
}

function open({ url, apiKey }: Pick<StoredLogin, 'url' | 'apiKey'>): Connection {
  return { url, apiKey, client: createStewardClient({ url, apiKey }) };
}

function chooseLogin(
  logins: readonly StoredLogin[],
  { url, workspace }: { url: string | undefined; workspace: string | undefined },
): StoredLogin {
  const fits = logins.filter(
    (login) =>
      (url === undefined || new URL(login.url).origin === new URL(url).origin) &&
      (workspace === undefined || [login.workspaceId, login.workspaceName].includes(workspace)),
  );
  const [login, other] = fits;
  if (login && workspace !== undefined && other) {
    const places = fits.map((one) => `${one.workspaceId} at ${one.url}`).join(', ');
    throw new UsageError(`--workspace ${workspace} fits several logins: ${places}. Name one with --url too.`);
  }
  if (login) return login;
  const place = [workspace && `workspace ${workspace}`, url && `at ${url}`].filter(Boolean).join(' ');
  throw new CommandFailure({
    ...{ exit: 'forbidden', reason: 'not_signed_in' },
    message: `Not signed in${place ? ` (${place})` : ''}: run steward login, or set STEWARD_API_KEY.`,
  });
}
