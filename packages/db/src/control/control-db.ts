import { createClient, type Client } from '@libsql/client';
import { DomainError } from '@steward/core/errors';
import { drizzle, type LibSQLDatabase } from 'drizzle-orm/libsql';
import { migrate } from 'drizzle-orm/libsql/migrator';
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
  const isNew = !existsSync(path);
  // One connection: pragmas reach only the connection they were sent on, and writes queue behind one another.
  const client = createClient({ url: `file:${path}`, timeout: 5_000, concurrency: 1 });
  if (isNew) chmodSync(path, 0o600);
  await client.executeMultiple('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;');
  const orm = drizzle(client, { schema: tables });
  await bringUpToDate({ orm, client, path, isNew });
  return { orm, tables, close: () => client.close() };
}

interface Opened {
  orm: ControlOrm;
  client: Client;
  path: string;
  isNew: boolean;
}

async function bringUpToDate({ orm, client, path, isNew }: Opened): Promise<void> {
  const copy = `${path}.before-migration`;
  if (!isNew) {
    await client.execute('pragma wal_checkpoint(truncate)');
    copyFileSync(path, copy);
  }
  try {
    await migrate(orm, { migrationsFolder: MIGRATIONS_FOLDER });
  } catch (cause) {
    client.close();
    const message = `A migration of ${path} failed; the file is as it was, and a copy lies at ${copy}.`;
    throw new DomainError({ code: 'internal', reason: 'migration_failed', message, cause });
  }
  rmSync(copy, { force: true });
}
