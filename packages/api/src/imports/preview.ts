import {
  createFileIdentities,
  createPendingPool,
  findPending,
  identifyRow,
  judgeRow,
  nextImportStatus,
  refuseInClosedMonth,
  type FileDays,
  type FileIdentities,
  type Import,
  type KnownTransaction,
  type KnownTwins,
  type PendingPool,
  type RowJudgement,
  type SeenRow,
} from '@steward/core/imports';
import type { Account } from '@steward/core/ledger';
import type { Orm } from '@steward/db/client';
import { listClosedMonths } from '@steward/db/closing';
import {
  countOutcomes,
  deleteImportRows,
  importedRowKey,
  insertImportRows,
  readImport,
  readImportedRows,
  updateImport,
  type NewImportRow,
} from '@steward/db/imports';
import { listAccounts, readPending } from '@steward/db/ledger';
import { checkAccounts } from './check-accounts.ts';
import { stopWhenCancelled, type ImportSetting } from './import-setting.ts';
import { describeEdges, matchRows, widenDays } from './match-rows.ts';
import { readRows, type FileRow } from './read-rows.ts';
import { findTwins } from './twins.ts';
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
  const { preview, accounts } = await openPreview(setting, file);
  const path = uploadPath({ ...setting, workspaceId: db.workspaceId, importId });
  let batch: FileRow[] = [];
  const { rows, ...said } = await readRows(path, file, accounts);
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < setting.chunkRows) continue;
    if (!(await writeBatch(setting, preview, batch))) return;
    batch = [];
  }
  if (batch.length > 0 && !(await writeBatch(setting, preview, batch))) return;
  const isStill = async (orm: Orm) => isCurrent(preview, await readImport(orm, importId));
  const edges = await matchRows(setting, { file, days: preview.days, isStill });
  const checked = await db.read((orm) =>
    checkAccounts(orm, { importId, accounts: said.accounts, isCommitted: false }),
  );
  await db.write(async (tx) => {
    if (!isCurrent(preview, await readImport(tx.orm, importId))) return;
    const counts = await countOutcomes(tx.orm, importId);
    const rowCount = counts.new + counts.duplicate + counts.matched + counts.error;
    await updateImport(tx, importId, {
      status: nextImportStatus({ status: 'previewing', hasBegunCommit: false }, 'previewed'),
      ...{ rowCount, doneRows: rowCount, newCount: counts.new, duplicateCount: counts.duplicate },
      ...{ matchedCount: counts.matched, errorCount: counts.error, ...said, accounts: checked },
      doubts: [...said.doubts, ...describeEdges(edges)],
    });
  });
}

async function forgetRows({ db }: ImportSetting, importId: string): Promise<void> {
  while ((await db.write((tx) => deleteImportRows(tx, importId, FORGET_AT_ONCE))) === FORGET_AT_ONCE);
  await db.write((tx) =>
    updateImport(tx, importId, { doneRows: 0, rowCount: null, firstDate: null, lastDate: null }),
  );
}

interface Preview {
  importId: string;
  accountId: string;
  settled: string;
  identities: Map<string, FileIdentities>;
  /** Rows that the very same file brought in before, and by which import. */
  importedBefore: Map<string, string>;
  /** What is pending on each account, and which of it the file books. */
  pending: Map<string, PendingPool>;
  doneRows: number;
  /** Of the rows read so far. */
  days: FileDays | null;
}

async function openPreview(
  { db }: ImportSetting,
  { profile, options, accountId, fileHash, id }: Import,
): Promise<{ preview: Preview; accounts: Map<string, Account> }> {
  return db.read(async (orm) => {
    const all = await listAccounts(orm);
    const preview: Preview = {
      ...{ importId: id, accountId, settled: settledOf({ profile, options }), doneRows: 0, days: null },
      identities: new Map(all.map((account) => [account.id, createFileIdentities(account.id)])),
      importedBefore: await readImportedRows(orm, { fileHash, exceptId: id }),
      pending: new Map(),
    };
    for (const account of all) {
      preview.pending.set(account.id, createPendingPool(await readPending(orm, account.id)));
    }
    return { preview, accounts: new Map(all.map((account) => [account.id, account])) };
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
    preview.days = widenDays(preview.days, ofOwnAccount(preview, batch));
    await updateImport(tx, importId, { doneRows: preview.doneRows, ...preview.days });
    return true;
  });
}

/** Rows of the account that the file was sent for: only of it the file is compared as a whole. */
function ofOwnAccount({ accountId }: Preview, batch: readonly FileRow[]): FileRow[] {
  return batch.filter((row) => row.accountId === accountId);
}

async function judgeRows(orm: Orm, preview: Preview, batch: FileRow[]): Promise<NewImportRow[]> {
  const { identities, importedBefore } = preview;
  const seen = batch.map((fileRow) => ({ ...fileRow, seen: identify(identities, fileRow) }));
  const twinsOf = await findTwins(
    orm,
    seen.flatMap(({ accountId, seen: known }) => (known ? [{ accountId, row: known.row }] : [])),
  );
  const closed = await listClosedMonths(orm);
  return seen.map(({ rowNumber, accountId, read, seen: known }): NewImportRow => {
    const place = { rowNumber, accountId: accountId === preview.accountId ? null : accountId };
    if (!read.ok) return { ...place, outcome: 'error', reason: read.error, parsed: null };
    if (!known) throw new Error(`account ${accountId} is not known`);
    const bySameFile = importedBefore.get(importedRowKey({ accountId, rowNumber })) ?? null;
    const twins = twinsOf({ accountId, row: known.row });
    const judged = judgeWithPending(preview, { accountId, seen: known, known: { ...twins, bySameFile } });
    const { pendingDate, ...judgement } = judged;
    const days = { date: known.row.date, pendingDate };
    return { ...place, ...refuseInClosedMonth(judgement, days, closed), parsed: known.row };
  });
}

interface Judged {
  accountId: string;
  seen: SeenRow;
  known: Omit<KnownTwins, 'byPending'>;
}

/** What is pending is booked by one row of the file at most. */
function judgeWithPending(
  { pending }: Preview,
  { accountId, seen, known }: Judged,
): RowJudgement & { pendingDate: string | null } {
  const pool = pending.get(accountId) ?? createPendingPool([]);
  const free = (one: KnownTransaction | null) =>
    one?.isPending && !seen.row.isPending && pool.taken.has(one.id) ? null : one;
  const twins = {
    ...{ byPending: findPending(pool, seen.row) },
    ...{ byExternalId: free(known.byExternalId), byFingerprint: free(known.byFingerprint) },
  };
  const judgement = judgeRow(seen, { ...twins, bySameFile: known.bySameFile });
  const { reason } = judgement;
  if (reason.code !== 'posts_pending') return { ...judgement, pendingDate: null };
  pool.taken.add(reason.transactionId);
  const booked = Object.values(twins).find((one) => one?.id === reason.transactionId);
  return { ...judgement, pendingDate: booked?.date ?? null };
}

function identify(identities: Preview['identities'], fileRow: FileRow): SeenRow | null {
  const { accountId, rowNumber, read, bookedRow } = fileRow;
  const own = identities.get(accountId);
  if (!read.ok || !own) return null;
  if (bookedRow === undefined) return identifyRow(own, read.row, rowNumber);
  // It must not stand in the way of the row that books it.
  const aside = identifyRow(createFileIdentities(accountId), read.row, rowNumber);
  return { ...aside, twinRow: bookedRow };
}
