import { sql } from 'drizzle-orm';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate, openDatabaseFile } from './index.ts';

const MIGRATIONS = fileURLToPath(new URL('../../migrations/', import.meta.url));

interface Column {
  name: string;
  type: string;
  notnull: number;
  pk: number;
}

interface Journal {
  entries: { idx: number; tag: string }[];
}

const readJournal = (kind: string) =>
  JSON.parse(readFileSync(join(MIGRATIONS, kind, 'meta', '_journal.json'), 'utf8')) as Journal;

const steps = ['control', 'workspace'].flatMap((kind) =>
  readJournal(kind)
    .entries.slice(1)
    .map(({ idx, tag }) => ({ kind, idx, tag })),
);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'steward-migrations-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The migrations as they were when the newest was this one. */
function migrationsUpTo(kind: string, idx: number): string {
  const copy = join(folder, `migrations-${idx}`);
  cpSync(join(MIGRATIONS, kind), copy, { recursive: true });
  const journal = readJournal(kind);
  const entries = journal.entries.filter((entry) => entry.idx <= idx);
  writeFileSync(join(copy, 'meta', '_journal.json'), JSON.stringify({ ...journal, entries }));
  return copy;
}

type DatabaseFile = Awaited<ReturnType<typeof openDatabaseFile>>;

const namesOf = (file: DatabaseFile) =>
  file.read((orm) =>
    orm.all<{ name: string }>(
      sql`select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'libsql_%' order by name`,
    ),
  );

/** Kept by triggers, or the insides of an index of words: they have rows as soon as the ledger has. */
const KEPT_BY_OTHERS = /^ledger_(search|document|month_total|total|part)/;

/** A row in each table that is empty, with something in each column that must have it. */
async function fill(file: DatabaseFile): Promise<void> {
  await file.write(async (tx) => {
    await tx.execute('pragma defer_foreign_keys = on');
    for (const { name } of await namesOf(file)) {
      if (name === 'steward_migration' || KEPT_BY_OTHERS.test(name)) continue;
      const columns = (await tx.execute(`pragma table_info("${name}")`)).rows as unknown as Column[];
      const needed = columns.filter((column) => column.notnull === 1 || column.pk === 1);
      const values = needed.map(({ type }) => (/text/i.test(type) ? 'x' : 1));
      const list = needed.map((column) => `"${column.name}"`).join(', ');
      await tx.execute(
        `insert or ignore into "${name}" (${list}) values (${needed.map(() => '?').join(', ')})`,
        values,
      );
    }
  });
}

async function countRows(file: DatabaseFile): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name } of await namesOf(file)) {
    const rows = await file.read((orm) =>
      orm.all<{ n: number }>(sql.raw(`select count(*) as n from "${name}"`)),
    );
    counts[name] = rows[0]?.n ?? 0;
  }
  return counts;
}

/** Tables and indexes, whatever way they came to be. */
async function readShape(file: DatabaseFile): Promise<unknown> {
  const shape: Record<string, unknown> = {};
  for (const { name } of await namesOf(file)) {
    const columns = await file.read((orm) =>
      orm.all<Record<string, unknown>>(sql.raw(`pragma table_info("${name}")`)),
    );
    const indexes = await file.read((orm) =>
      orm.all<{ name: string }>(sql.raw(`pragma index_list("${name}")`)),
    );
    shape[name] = {
      columns: columns.map(({ cid: _cid, type, ...column }) => ({
        ...column,
        type: String(type).toLowerCase(),
      })),
      indexes: indexes.map((index) => index.name).sort(),
    };
  }
  return shape;
}

test.each(steps)('$kind: $tag keeps what a database made by the one before holds', async ({ kind, idx }) => {
  const file = await openDatabaseFile(join(folder, 'old.db'));
  await migrate(file, migrationsUpTo(kind, idx - 1));
  await fill(file);
  const before = await countRows(file);
  await migrate(file, migrationsUpTo(kind, idx));
  const { steward_migration: _applied, ...after } = await countRows(file);
  const kept = Object.keys(before).filter((name) => name !== 'steward_migration' && name in after);
  expect(kept.length).toBeGreaterThan(0);
  for (const name of kept) expect({ name, rows: after[name] }).toEqual({ name, rows: before[name] });

  const fresh = await openDatabaseFile(join(folder, 'fresh.db'));
  await migrate(fresh, migrationsUpTo(kind, idx));
  expect(await readShape(file)).toEqual(await readShape(fresh));
  const integrity = await file.read((orm) => orm.all(sql`pragma integrity_check`));
  expect(integrity).toEqual([{ integrity_check: 'ok' }]);
  file.close();
  fresh.close();
});
