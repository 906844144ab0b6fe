import { createClient, LibsqlError, type Client } from '@libsql/client';
import { drizzle } from 'drizzle-orm/libsql';
import { chmodSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Orm } from '../client/index.ts';

const BUSY_TIMEOUT_MS = 10_000;

/** A database file that is looked at and never changed: no migration, no pragma that stays. */
export interface ReadOnlyFile {
  path: string;
  read<T>(task: (orm: Orm) => Promise<T>): Promise<T>;
  close(): void;
}

function connect(path: string): Client {
  return createClient({ url: pathToFileURL(path).href, timeout: BUSY_TIMEOUT_MS, concurrency: 1 });
}

/** Opens a file that exists. Another process may be writing it. */
export async function openReadOnly(path: string): Promise<ReadOnlyFile> {
  const client = connect(path);
  await client.execute('pragma query_only = on');
  const orm = drizzle(client);
  return { path, read: (task) => task(orm), close: () => client.close() };
}

/**
 * Writes the file as it is at this moment into a new one, while others read and write it. The copy is
 * made inside of one read transaction: writers go on, and what they commit meanwhile is not in it.
 */
export async function copyDatabase(path: string, target: string): Promise<void> {
  const client = connect(path);
  try {
    await client.execute({ sql: 'vacuum into ?', args: [target] });
  } finally {
    client.close();
  }
  chmodSync(target, 0o600);
}

/** Whether another process has the file open: only the last connection may leave the write-ahead log. */
export async function isInUse(path: string): Promise<boolean> {
  const client = createClient({ url: pathToFileURL(path).href, timeout: 0, concurrency: 1 });
  try {
    await client.execute('pragma journal_mode = delete');
    await client.execute('pragma journal_mode = wal');
    return false;
  } catch (error) {
    if (error instanceof LibsqlError && /^SQLITE_(BUSY|LOCKED)/.test(error.code)) return true;
    throw error;
  } finally {
    client.close();
  }
}
