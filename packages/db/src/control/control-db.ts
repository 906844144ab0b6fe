import { createClient } from '@libsql/client';
import { drizzle, type LibSQLDatabase } from 'drizzle-orm/libsql';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate, openDatabaseFile } from '../client/index.ts';
import * as tables from './control.table.ts';

const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../migrations/control', import.meta.url));

export type ControlOrm = LibSQLDatabase<typeof tables>;

/** Users, sessions, workspaces and keys: one file beside the workspaces' own. */
export interface ControlDb {
  orm: ControlOrm;
  tables: typeof tables;
  close(): void;
}

/**
 * Opens the control database, making and migrating it as needed. The migrations run in one
 * transaction after a checkpointed copy.
 *
 * @throws DomainError `migration_failed`; the file is then as it was.
 */
export async function openControlDb(dataFolder: string): Promise<ControlDb> {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const path = join(dataFolder, 'control.db');
  await bringUpToDate(path);
  // One connection: pragmas reach only the connection they were sent on, and writes queue behind one another.
  const client = createClient({ url: `file:${path}`, timeout: 5_000, concurrency: 1 });
  await client.executeMultiple(
    'pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;',
  );
  const orm = drizzle(client, { schema: tables });
  return { orm, tables, close: () => client.close() };
}

async function bringUpToDate(path: string): Promise<void> {
  const file = await openDatabaseFile(path);
  try {
    await migrate(file, MIGRATIONS_FOLDER);
  } finally {
    file.close();
  }
}
