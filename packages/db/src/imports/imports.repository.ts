import { DomainError } from '@steward/core/errors';
import {
  FileAccount,
  ImportOptions,
  ImportProfile,
  type Import,
  type ImportStatus,
} from '@steward/core/imports';
import { DateReading } from '@steward/core/statements';
import { and, asc, desc, eq, getTableColumns, inArray, isNotNull, lt, ne, sql } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';
import { importFile, importProfile, importRow } from './imports.table.ts';

type ImportRecord = typeof importFile.$inferSelect & { isUndone: number };

/** An import's columns, with whether its change set is undone. */
const COLUMNS = {
  ...getTableColumns(importFile),
  isUndone: sql<number>`exists (select 1 from ledger_change_set s where s.id = ${importFile.changeSetId}
    and s.undone_by_id is not null)`,
};
export type NewImport = Omit<typeof importFile.$inferInsert, 'profile' | 'options' | 'dates' | 'accounts'> & {
  options?: ImportOptions;
};

export async function insertImport(tx: WriteTx, row: NewImport): Promise<void> {
  await tx.orm.insert(importFile).values(row);
}

/** @throws DomainError `import` when there is none. */
export async function readImport(orm: Orm, id: string): Promise<Import & { actor: ImportRecord['actor'] }> {
  const rows = await orm.select(COLUMNS).from(importFile).where(eq(importFile.id, id));
  if (rows[0]) return { ...toImport(rows[0]), actor: rows[0].actor };
  const message = `There is no import ${id} here.`;
  throw new DomainError({ code: 'not_found', reason: 'import', message });
}

/** Newest first, or only those of `ids`. `beforeId` is the last one of the page before. */
export async function listImports(
  orm: Orm,
  { ids, beforeId, limit }: { ids?: readonly string[]; beforeId: string | null; limit: number },
): Promise<Import[]> {
  const rows = await orm
    .select(COLUMNS)
    .from(importFile)
    .where(
      and(
        ids === undefined ? undefined : inArray(importFile.id, ids),
        beforeId === null ? undefined : lt(importFile.id, beforeId),
      ),
    )
    .orderBy(desc(importFile.id))
    .limit(limit);
  return rows.map(toImport);
}

/** The import whose change set it is; null for any other change set. */
export async function readImportOf(
  orm: Orm,
  changeSetId: string,
): Promise<{ id: string; fileName: string; status: ImportStatus } | null> {
  const rows = await orm
    .select({ id: importFile.id, fileName: importFile.fileName, status: importFile.status })
    .from(importFile)
    .where(eq(importFile.changeSetId, changeSetId));
  return rows[0] ?? null;
}

/** How many transactions of an import are in the ledger. */
export async function countStandingOf(orm: Orm, changeSetId: string): Promise<number> {
  const [row] = await orm.all<{ n: number }>(
    sql`select count(*) as n from imports_import i join ledger_transaction t on t.import_id = i.id
        where i.change_set_id = ${changeSetId} and t.deleted_at is null`,
  );
  return row?.n ?? 0;
}

interface ImportPatch {
  status?: ImportStatus;
  profile?: ImportProfile | null;
  options?: ImportOptions;
  dates?: Import['dates'];
  accounts?: readonly FileAccount[];
  doubts?: string[];
  firstDate?: string | null;
  lastDate?: string | null;
  rowCount?: number | null;
  newCount?: number;
  duplicateCount?: number;
  matchedCount?: number;
  errorCount?: number;
  doneRows?: number;
  isCancelRequested?: boolean;
  changeSetId?: string;
  failure?: string | null;
  committedAt?: Date;
}

export async function updateImport(tx: WriteTx, id: string, patch: ImportPatch): Promise<void> {
  await tx.orm.update(importFile).set(patch).where(eq(importFile.id, id));
}

/** Imports whose step was under way: what a start after a crash takes up again. */
export async function readUnfinishedImports(orm: Orm): Promise<string[]> {
  const rows = await orm
    .select({ id: importFile.id })
    .from(importFile)
    .where(inArray(importFile.status, ['previewing', 'committing']))
    .orderBy(asc(importFile.id));
  return rows.map(({ id }) => id);
}

/**
 * Rows that other imports of the very same bytes brought in and that were not undone: the account and the number of each, and
 * by which import.
 */
export async function readImportedRows(
  orm: Orm,
  { fileHash, exceptId }: { fileHash: string; exceptId: string },
): Promise<Map<string, string>> {
  const rows = await orm
    .select({
      accountId: sql<string>`coalesce(${importRow.accountId}, ${importFile.accountId})`,
      rowNumber: importRow.rowNumber,
      importId: importRow.importId,
    })
    .from(importFile)
    .innerJoin(importRow, eq(importRow.importId, importFile.id))
    .where(
      and(
        eq(importFile.fileHash, fileHash),
        ne(importFile.id, exceptId),
        isNotNull(importFile.changeSetId),
        isNotNull(importRow.transactionId),
        sql`not exists (select 1 from ledger_change_set s where s.id = ${importFile.changeSetId} and s.undone_by_id is not null)`,
      ),
    );
  return new Map(rows.map((row) => [importedRowKey(row), row.importId]));
}

/** What {@link readImportedRows} finds a row by. */
export function importedRowKey({ accountId, rowNumber }: { accountId: string; rowNumber: number }): string {
  return `${accountId} ${rowNumber}`;
}

export async function readProfile(orm: Orm, accountId: string): Promise<ImportProfile | null> {
  const rows = await orm.select().from(importProfile).where(eq(importProfile.accountId, accountId));
  return rows[0] ? ImportProfile.parse(rows[0].profile) : null;
}

export async function saveProfile(
  tx: WriteTx,
  { accountId, profile, at }: { accountId: string; profile: ImportProfile; at: Date },
): Promise<void> {
  const set = { profile: ImportProfile.parse(profile), updatedAt: at };
  await tx.orm
    .insert(importProfile)
    .values({ accountId, ...set })
    .onConflictDoUpdate({ target: importProfile.accountId, set });
}

function toImport(row: ImportRecord): Import {
  const { id, accountId, fileName, fileHash, sizeBytes, format, status, isCancelRequested } = row;
  return {
    ...{ id, accountId, fileName, fileHash, sizeBytes, format, status, isCancelRequested },
    profile: row.profile === null ? null : ImportProfile.parse(row.profile),
    counts: {
      rows: row.rowCount,
      new: row.newCount,
      duplicate: row.duplicateCount,
      matched: row.matchedCount,
      error: row.errorCount,
    },
    progress: { done: row.doneRows, total: row.rowCount },
    options: ImportOptions.parse(row.options),
    dates: row.dates === null ? null : DateReading.parse(row.dates),
    accounts: FileAccount.array().parse(row.accounts),
    doubts: row.doubts,
    changeSetId: row.changeSetId,
    isUndone: row.isUndone === 1,
    failure: row.failure,
    createdAt: row.createdAt,
    committedAt: row.committedAt,
  };
}
