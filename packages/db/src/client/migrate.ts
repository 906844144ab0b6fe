import { DomainError } from '@steward/core/errors';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { copyFileSync, rmSync } from 'node:fs';
import type { DatabaseFile } from './database-file.ts';

/**
 * Brings a file up to date, forward only. All missing migrations run in one transaction after a
 * checkpointed copy; one that fails leaves the file as it was.
 *
 * @throws DomainError `migration_failed` naming the file and the migration.
 */
export async function migrate(file: DatabaseFile, migrationsFolder: string): Promise<void> {
  const migrations = readMigrationFiles({ migrationsFolder });
  const applied = await readApplied(file);
  const missing = migrations.filter(({ hash }) => !applied.has(hash));
  if (missing.length === 0) return;
  const copy = applied.size > 0 ? await copyAside(file) : null;
  await file.write(async (tx) => {
    await tx.execute(
      'create table if not exists steward_migration (hash text primary key, applied_at integer not null)',
    );
    for (const [index, migration] of missing.entries()) {
      try {
        for (const statement of migration.sql) await tx.execute(statement);
      } catch (cause) {
        const position = applied.size + index + 1;
        const message = `Migration ${position} of ${file.path} failed; the file is as it was.`;
        throw new DomainError({ code: 'internal', reason: 'migration_failed', message, cause });
      }
      await tx.execute('insert into steward_migration (hash, applied_at) values (?, ?)', [
        migration.hash,
        migration.folderMillis,
      ]);
    }
  });
  if (copy) rmSync(copy);
}

async function readApplied(file: DatabaseFile): Promise<Set<string>> {
  return file.read(async (orm) => {
    const tables = await orm.all<{ name: string }>(
      sql`select name from sqlite_master where type = 'table' and name = 'steward_migration'`,
    );
    if (tables.length === 0) return new Set<string>();
    const rows = await orm.all<{ hash: string }>(sql`select hash from steward_migration`);
    return new Set(rows.map((row) => row.hash));
  });
}

async function copyAside(file: DatabaseFile): Promise<string> {
  await file.read((orm) => orm.all(sql`pragma wal_checkpoint(truncate)`));
  const copy = `${file.path}.before-migration`;
  copyFileSync(file.path, copy);
  return copy;
}
