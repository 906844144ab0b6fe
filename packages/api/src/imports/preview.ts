import {
  createFileIdentities,
  identifyRow,
  judgeRow,
  nextImportStatus,
  refuseInClosedMonth,
  type FileIdentities,
  type Import,
  type SeenRow,
} from '@steward/core/imports';
import { DomainError } from '@steward/core/errors';
import type { Account } from '@steward/core/ledger';
import type { Orm } from '@steward/db/client';
import { listClosedMonths } from '@steward/db/closing';
import {
  countOutcomes,
  deleteImportRows,
  insertImportRows,
  readImport,
  readImportedRows,
  readImportsOfFile,
  updateImport,
  type NewImportRow,
} from '@steward/db/imports';
import { findByExternalId, findByFingerprint, readAccount } from '@steward/db/ledger';
import { stopWhenCancelled, type ImportSetting } from './import-setting.ts';
import { readRows, type FileRow } from './read-rows.ts';
import { uploadPath } from './upload.ts';

const FORGET_AT_ONCE = 5_000;

/**
 * Reads the whole file and says of every row whether it is new, a duplicate or an error, and why.
 * Nothing of the ledger changes. Started anew after a crash.
 */
export async function previewImport(setting: ImportSetting, importId: string): Promise<void> {
  const { db } = setting;
  const file = await db.read((orm) => readImport(orm, importId));
  if (file.status !== 'previewing') return;
  await forgetRows(setting, importId);
  const { preview, account } = await openPreview(setting, file);
  const path = uploadPath({ ...setting, workspaceId: db.workspaceId, importId });
  let batch: FileRow[] = [];
  const { rows, dates, doubts } = await readRows(path, file, account);
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < setting.chunkRows) continue;
    if (!(await writeBatch(setting, preview, batch))) return;
    batch = [];
  }
  if (batch.length > 0 && !(await writeBatch(setting, preview, batch))) return;
  await db.write(async (tx) => {
    if (!isCurrent(preview, await readImport(tx.orm, importId))) return;
    const counts = await countOutcomes(tx.orm, importId);
    const rowCount = counts.new + counts.duplicate + counts.matched + counts.error;
    await updateImport(tx, importId, {
      status: nextImportStatus({ status: 'previewing', hasBegunCommit: false }, 'previewed'),
      ...{ rowCount, doneRows: rowCount, newCount: counts.new, duplicateCount: counts.duplicate },
      ...{ matchedCount: counts.matched, errorCount: counts.error, dates, doubts },
    });
  });
}

async function forgetRows({ db }: ImportSetting, importId: string): Promise<void> {
  while ((await db.write((tx) => deleteImportRows(tx, importId, FORGET_AT_ONCE))) === FORGET_AT_ONCE);
  await db.write((tx) => updateImport(tx, importId, { doneRows: 0, rowCount: null }));
}

interface Preview {
  importId: string;
  settled: string;
  identities: FileIdentities;
  /** Rows that the very same file brought in before, and by which import. */
  importedBefore: Map<number, string>;
  doneRows: number;
}

async function openPreview(
  { db }: ImportSetting,
  { profile, options, accountId, fileHash, id }: Import,
): Promise<{ preview: Preview; account: Account }> {
  return db.read(async (orm) => {
    const account = await readAccount(orm, accountId);
    if (!account) {
      const message = `There is no account ${accountId} here.`;
      throw new DomainError({ code: 'not_found', reason: 'account', message });
    }
    const earlier = await readImportsOfFile(orm, { accountId, fileHash, exceptId: id });
    const preview: Preview = {
      ...{ importId: id, settled: settledOf({ profile, options }), doneRows: 0 },
      identities: createFileIdentities(accountId),
      importedBefore: await readImportedRows(orm, earlier),
    };
    return { preview, account };
  });
}

/** All that a person has said of the file. */
function settledOf({ profile, options }: Pick<Import, 'profile' | 'options'>): string {
  return JSON.stringify({ profile, options });
}

/** False once what is settled was changed, or another run took over: that one starts anew. */
function isCurrent(preview: Preview, { status, profile, options, progress }: Import): boolean {
  const isAsSettled = settledOf({ profile, options }) === preview.settled;
  return status === 'previewing' && isAsSettled && progress.done === preview.doneRows;
}

/** False when the import was cancelled meanwhile. */
async function writeBatch(setting: ImportSetting, preview: Preview, batch: FileRow[]): Promise<boolean> {
  const rows = await setting.db.read((orm) => judgeRows(orm, preview, batch));
  const { importId } = preview;
  return setting.db.write(async (tx) => {
    const file = await readImport(tx.orm, importId);
    if (await stopWhenCancelled(tx, file, setting.now())) return false;
    if (!isCurrent(preview, file)) return false;
    await insertImportRows(tx, importId, rows);
    preview.doneRows += rows.length;
    await updateImport(tx, importId, { doneRows: preview.doneRows });
    return true;
  });
}

async function judgeRows(orm: Orm, preview: Preview, batch: FileRow[]): Promise<NewImportRow[]> {
  const { identities, importedBefore } = preview;
  const seen = batch.map(({ rowNumber, read }): SeenRow | NewImportRow =>
    read.ok
      ? identifyRow(identities, read.row, rowNumber)
      : { rowNumber, outcome: 'error', reason: read.error, parsed: null },
  );
  const identified = seen.flatMap((row) => ('twinRow' in row ? [row.row] : []));
  const byFingerprint = await findByFingerprint(
    orm,
    identified.map(({ fingerprint }) => fingerprint),
  );
  const byExternalId = await findByExternalId(
    orm,
    identities.accountId,
    identified.flatMap(({ externalId }) => externalId ?? []),
  );
  const closed = await listClosedMonths(orm);
  return seen.map((row, index) => {
    if (!('twinRow' in row)) return row;
    const rowNumber = batch[index]?.rowNumber ?? 0;
    const judgement = judgeRow(row, {
      byExternalId: row.row.externalId === null ? null : (byExternalId.get(row.row.externalId) ?? null),
      byFingerprint: byFingerprint.get(row.row.fingerprint) ?? null,
      bySameFile: importedBefore.get(rowNumber) ?? null,
    });
    return { rowNumber, ...refuseInClosedMonth(judgement, row.row, closed), parsed: row.row };
  });
}
