// Where the project lies and which environment its tools get. Nothing here needs an installed dependency.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const web = join(root, 'apps', 'web');
export const bin = join(root, 'node_modules', '.bin');

export const toolEnvironment = {
  ...process.env,
  PATH: bin + delimiter + (process.env.PATH ?? ''),
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  DO_NOT_TRACK: '1',
  npm_config_update_notifier: 'false',
};

/** What package managers print when the registry cannot be reached. */
export const noNetwork =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|META_FETCH_FAIL/;

/** The folders that hold a package.json of the workspace, with the root first. */
export function workspaceFolders() {
  const groups = ['packages', 'apps'].flatMap((group) => {
    const folder = join(root, group);
    return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  });
  return [root, ...groups.sort(), join(root, 'tests')].filter((folder) =>
    existsSync(join(folder, 'package.json')),
  );
}

/** Folders that a tool made. */
export const isBuiltOrInstalled =
  /^(node_modules|build|\.svelte-kit|\.turbo|test-results|playwright-report)$/;

/** Every file below a folder that a person wrote, in a stable order. */
export function sourceFiles(folder) {
  if (!existsSync(folder)) return [];
  if (!statSync(folder).isDirectory()) return [folder];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !isBuiltOrInstalled.test(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? sourceFiles(path) : [path];
    });
}

/** One hash over the names and the contents of files. A missing file counts as missing. */
export function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(file.slice(root.length)).update('\0');
    hash.update(existsSync(file) ? readFileSync(file) : 'missing').update('\0');
  }
  return hash.digest('hex');
}
