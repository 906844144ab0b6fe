import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { fileURLToPath } from 'node:url';
import { hasAttachments, listKeptFiles, type KeptFile } from '../attachments/index.ts';
import type { Orm } from '../client/index.ts';

const FOLDERS = {
  control: fileURLToPath(new URL('../../migrations/control', import.meta.url)),
  workspace: fileURLToPath(new URL('../../migrations/workspace', import.meta.url)),
};

export type DatabaseKind = keyof typeof FOLDERS;

/** What SQLite finds wrong with a file's pages and indexes; nothing when it is whole. */
export async function findDamage(orm: Orm): Promise<string[]> {
  const rows = await orm.all<{ integrity_check: string }>(sql`pragma integrity_check(20)`);
  return rows.map((row) => row.integrity_check).filter((line) => line !== 'ok');
}

/** Hashes of the migrations that a file has seen. */
export async function readMigrations(orm: Orm): Promise<string[]> {
  const rows = await orm.all<{ hash: string }>(sql`select hash from steward_migration order by rowid`);
  return rows.map(({ hash }) => hash);
}

export interface MigrationState {
  /** Migrations of this version that the file has not seen: it is older. */
  missing: number;
  /** Migrations that this version does not know: the file is newer. */
  unknown: number;
}

export function compareMigrations(kind: DatabaseKind, applied: readonly string[]): MigrationState {
  const known = readMigrationFiles({ migrationsFolder: FOLDERS[kind] }).map(({ hash }) => hash);
  return {
    missing: known.filter((hash) => !applied.includes(hash)).length,
    unknown: applied.filter((hash) => !known.includes(hash)).length,
  };
}

/** Whose file it is; null when it does not say. */
export async function readFileIdentity(orm: Orm): Promise<string | null> {
  const rows = await orm.all<{ id: string }>(sql`select workspace_id as id from workspace_identity`);
  return rows[0]?.id ?? null;
}

/** Imports that are not over: their uploaded files are still needed. */
export async function readOpenImports(orm: Orm): Promise<{ id: string; status: string; doneRows: number }[]> {
  return orm.all(
    sql`select id, status, done_rows as doneRows from imports_import
      where status not in ('committed', 'cancelled') order by id`,
  );
}

/** Files of attachments that the database needs; none where it is of a version before there were any. */
export async function readKeptFiles(orm: Orm): Promise<KeptFile[]> {
  return (await hasAttachments(orm)) ? listKeptFiles(orm) : [];
}
