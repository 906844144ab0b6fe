import { chmodSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const StoredLogin = z.object({
  url: z.url(),
  apiKey: z.string().min(1),
  workspaceId: z.string().min(1),
  workspaceName: z.string(),
});
export type StoredLogin = z.infer<typeof StoredLogin>;

const StoredLogins = z.object({
  version: z.literal(1),
  /** The one that is used when none is named comes first. */
  logins: z.array(StoredLogin),
});

type Environment = Record<string, string | undefined>;

/** Where logins are kept. */
export function loginsPath(environment: Environment): string {
  const home = environment.XDG_CONFIG_HOME || join(environment.HOME || homedir(), '.config');
  return join(home, 'steward', 'config.json');
}

/** @throws Error when the file is there and is not one of ours. */
export function readLogins(environment: Environment): StoredLogin[] {
  const path = loginsPath(environment);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  const parsed = StoredLogins.safeParse(parseJson(text));
  if (parsed.success) return parsed.data.logins;
  throw new Error(`${path} cannot be read as logins: delete it and run steward login again.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Written whole or not at all, readable by its owner only. */
export function writeLogins(environment: Environment, logins: readonly StoredLogin[]): void {
  const path = loginsPath(environment);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const partial = `${path}.${process.pid}.partial`;
  writeFileSync(partial, `${JSON.stringify({ version: 1, logins }, null, 2)}\n`, { mode: 0o600 });
  chmodSync(partial, 0o600);
  renameSync(partial, path);
}

/** Whether others than the owner may read the keys. */
export function isReadableByOthers(environment: Environment): boolean {
  const found = statSync(loginsPath(environment), { throwIfNoEntry: false });
  return found !== undefined && process.platform !== 'win32' && (found.mode & 0o077) !== 0;
}
