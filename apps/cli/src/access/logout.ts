import type { Run } from '../arguments/index.ts';
import { CommandFailure, readLogins, writeLogins } from '../connection/index.ts';
import { EXIT, plain } from '../output/index.ts';

export const runLogout: Run = async ({ values, flags, isJson }, terminal) => {
  const logins = readLogins(terminal.environment);
  const isNamed = values.url !== undefined || values.workspace !== undefined;
  const forgotten = logins.filter((login, index) => {
    if (flags.all) return true;
    if (!isNamed) return index === 0;
    const fitsUrl = values.url === undefined || login.url === values.url;
    const { workspace } = values;
    return (
      fitsUrl && (workspace === undefined || [login.workspaceId, login.workspaceName].includes(workspace))
    );
  });
  if (forgotten.length === 0) {
    const message = isNamed ? 'There is no such login.' : 'You are not signed in anywhere.';
    throw new CommandFailure({ exit: 'forbidden', reason: 'not_signed_in', message });
  }
  const kept = logins.filter((login) => !forgotten.includes(login));
  writeLogins(terminal.environment, kept);
  const shown = forgotten.map(({ url, workspaceId, workspaceName }) => ({ url, workspaceId, workspaceName }));
  if (isJson) terminal.print(JSON.stringify({ forgotten: shown }));
  else {
    for (const { workspaceName, url } of shown)
      terminal.print(`Signed out of ${plain(workspaceName)} at ${url}.`);
    terminal.print('The key itself stays valid until it is revoked under Settings.');
  }
  return EXIT.done;
};
