import { DomainError } from '@steward/core/errors';
import { nextImportStatus, type Import } from '@steward/core/imports';
import { createId, pooled, type Entropy } from '@steward/core/identity';
import type { ChangeSetItem } from '@steward/core/changes';
import { appendAudit } from '@steward/db/audit';
import { insertItems } from '@steward/db/changes';
import type { WriteTx } from '@steward/db/client';
import {
  countOutcomes,
  hasLaterCommit,
  linkImportRows,
  readCommitOrder,
  readImport,
  readRowsToCommit,
  updateImport,
} from '@steward/db/imports';
import { appendLearning, learnColumns } from '@steward/db/learning';
import {
  insertCategories,
  insertImported,
  readUndecided,
  type ImportedTransaction,
} from '@steward/db/ledger';
import { insertMatches } from '@steward/db/matches';
import { noteForWebhooks } from '@steward/db/webhooks';
import { insertPayees } from '@steward/db/payees';
import { randomBytes } from 'node:crypto';
import { proposeTransfersOf } from '../matches/index.ts';
import { checkAccounts } from './check-accounts.ts';
import { auditImport, stopWhenCancelled, type ImportSetting } from './import-setting.ts';
import { judgeLate, type PlacedRowToCommit } from './late-rows.ts';
import { judgeAgain } from './match-rows.ts';
import { postPending } from './post-pending.ts';
import { toMatches } from './proposed-matches.ts';
import {
  openKnownNames,
  rememberNames,
  resolveNames,
  type KnownNames,
  type ResolvedNames,
} from './resolve-names.ts';

/**
 * Brings the new rows of a preview into the ledger, oldest first, in chunks. A chunk's transactions,
 * labels, rows and the import's progress are one transaction, so that after a crash the next run goes
 * on exactly behind the last chunk. Decisions follow each chunk; what a crash left undecided is
 * decided at the end.
 */
export async function commitImport(setting: ImportSetting, importId: string): Promise<void> {
  const { db, chunkRows } = setting;
  const file = await db.read((orm) => readImport(orm, importId));
  if (file.status !== 'committing') return;
  if (file.progress.done === 0 && (await db.read((orm) => hasLaterCommit(orm, placesOf(file))))) {
    await judgeAgain(setting, file);
  }
  const order = await db.read((orm) => readCommitOrder(orm, importId));
  const known = await db.read(openKnownNames);
  for (let done = file.progress.done; done < order.length; done += chunkRows) {
    const chunk = { importId, done, rowNumbers: order.slice(done, done + chunkRows), known };
    const written = await db.write((tx) => commitChunk(tx, setting, chunk));
    if (written === null) return;
    rememberNames(known, written.resolved);
    if (written.unlabelledIds.length > 0) await setting.decide(written.unlabelledIds);
  }
  await decideTheRest(setting, importId);
  await proposeTransfersOf(setting, { importId });
  await finish(setting, importId);
}

/** The accounts that rows of the file go to. */
function placesOf({ id, accountId, accounts, createdAt }: Import) {
  const others = accounts.flatMap((account) => account.accountId ?? []);
  return { id, accountIds: [...new Set([accountId, ...others])], createdAt };
}

interface Chunk {
  importId: string;
  /** Rows of the commit order that stand in the ledger by now. */
  done: number;
  rowNumbers: readonly number[];
  known: KnownNames;
}

interface WrittenChunk {
  resolved: ResolvedNames;
  unlabelledIds: string[];
}

/** null when the import was cancelled. */
async function commitChunk(tx: WriteTx, { now }: ImportSetting, chunk: Chunk): Promise<WrittenChunk | null> {
  const { importId, done, rowNumbers, known } = chunk;
  const at = now();
  const file = await readImport(tx.orm, importId);
  if (await stopWhenCancelled(tx, file, at)) return null;
  if (file.status !== 'committing' || file.progress.done !== done || file.changeSetId === null) {
    const message = `Import ${importId} is being worked on elsewhere.`;
    throw new DomainError({ code: 'conflict', reason: 'import_elsewhere', message });
  }
  if (done === 0) await learnColumns(tx, contextColumnsOf(file.profile), at);
  const entropy = countingEntropy(at);
  const all = await readRowsToCommit(tx.orm, importId, rowNumbers);
  const late = { importId, accountId: file.accountId, rows: all };
  const { fresh: rows, posted } = await judgeLate(tx, late);
  const resolved = await resolveNames(tx.orm, { known, rows: rows.map(({ row }) => row), entropy });
  const transactions = toTransactions({ rows, known, resolved, entropy });
  await insertCategories(tx, resolved.newCategories, at);
  await insertPayees(tx, { payees: resolved.newPayees, aliases: resolved.newAliases, at });
  await insertItems(tx, file.changeSetId, creationsOf(resolved, at));
  await learnLabels(tx, transactions, at);
  await insertImported(tx, { importId, changeSetId: file.changeSetId, at, transactions });
  const ids = transactions.map(({ id }) => id);
  await noteForWebhooks(tx, { type: 'transactions.created', ids, at });
  const links = rows.map(({ rowNumber }, index) => ({
    rowNumber,
    transactionId: transactions[index]?.id ?? '',
  }));
  await postPending(tx, { changeSetId: file.changeSetId, at, rows: posted });
  await linkImportRows(tx, importId, [...links, ...posted]);
  await insertMatches(tx, toMatches(rows, links, entropy), at);
  await updateImport(tx, importId, { doneRows: done + rowNumbers.length });
  const unlabelledIds = transactions.filter(needsDecision).map(({ id }) => id);
  return { resolved, unlabelledIds };
}

/** What comes in with the rows, as items of the import's change set. */
function creationsOf({ newCategories, newPayees, newAliases }: ResolvedNames, at: Date): ChangeSetItem[] {
  return [
    ...newCategories.map(({ id }): ChangeSetItem => {
      return { entity: 'category', entityId: id, field: 'exists', before: false, after: true };
    }),
    ...newPayees.map(({ id, name }): ChangeSetItem => {
      const rest = { defaultCategoryId: null, learnMode: 'suggest', mergedIntoId: null };
      const after = { id, name, ...rest, createdAt: at.getTime() };
      return { entity: 'payee', entityId: id, field: 'exists', before: null, after };
    }),
    ...newAliases.map(({ importedName, normalised, payeeId }): ChangeSetItem => {
      const after = { importedName, normalised, payeeId };
      return { entity: 'alias', entityId: importedName, field: 'exists', before: null, after };
    }),
  ];
}

/** Columns that the model may look at from now on. */
function contextColumnsOf(profile: Import['profile']): string[] {
  return (profile?.columns ?? []).filter(({ role }) => role === 'context').map(({ name }) => name);
}

const randomOf = pooled(randomBytes);

/** Ids of one millisecond sort in the order they were made (RFC 9562, section 6.2, method 1). */
function countingEntropy(now: Date): Entropy {
  let count = 0;
  const random = (byteCount: number): Uint8Array => {
    const bytes = randomOf(byteCount);
    bytes[6] = (count >> 8) & 0x0f;
    bytes[7] = count & 0xff;
    count += 1;
    return bytes;
  };
  return { now, random };
}

interface Conversion {
  rows: readonly PlacedRowToCommit[];
  known: KnownNames;
  resolved: ResolvedNames;
  entropy: Entropy;
}

function toTransactions({ rows, known, resolved, entropy }: Conversion): ImportedTransaction[] {
  const lookUp = (kind: 'categories' | 'payees', name: string): string =>
    resolved.known[kind].get(name) ?? known[kind].get(name) ?? '';
  return rows.map(({ row, accountId }) => ({
    id: createId('txn', entropy),
    splitId: createId('spl', entropy),
    accountId,
    ...{ date: row.date, amountMinor: row.amountMinor, currency: row.currency, context: row.context },
    ...{ payeeId: lookUp('payees', row.payee), importedPayee: row.payee, importedMemo: row.memo },
    ...{ fingerprint: row.fingerprint, externalId: row.externalId },
    ...{ original: row.original, isPending: row.isPending },
    splits: row.splits.map(({ category, ...part }) => ({
      ...{ ...part, id: createId('spl', entropy) },
      categoryId: category === null ? null : lookUp('categories', category),
    })),
    categoryId: row.category === null ? null : lookUp('categories', row.category),
    learningSeq: null,
  }));
}

/** What is split has no category of its own. */
function needsDecision({ categoryId, splits = [] }: ImportedTransaction): boolean {
  return categoryId === null && splits.length === 0;
}

/** Labelled rows are learned in the order of the ledger; each keeps the sequence it was learned by. */
async function learnLabels(tx: WriteTx, transactions: ImportedTransaction[], at: Date): Promise<void> {
  const labelled = transactions.filter(({ categoryId }) => categoryId !== null);
  if (labelled.length === 0) return;
  const firstSeq = await appendLearning(
    tx,
    labelled.map(({ id, categoryId }) => ({
      ...({ type: 'label_seen', subject: { transactionId: id } } as const),
      categoryId: categoryId ?? '',
    })),
    at,
  );
  labelled.forEach((row, index) => {
    row.learningSeq = firstSeq + index;
  });
}

async function decideTheRest({ db, decide, chunkRows }: ImportSetting, importId: string): Promise<void> {
  for (;;) {
    const ids = await db.read((orm) => readUndecided(orm, importId, chunkRows));
    if (ids.length === 0) return;
    await decide(ids);
    const left = await db.read((orm) => readUndecided(orm, importId, 1));
    if (left[0] === ids[0]) {
      const message = `Transaction ${ids[0] ?? ''} was left without a decision.`;
      throw new DomainError({ code: 'internal', reason: 'undecided', message });
    }
  }
}

async function finish({ db, now }: ImportSetting, importId: string): Promise<void> {
  const accounts = await db.read(async (orm) => {
    const file = await readImport(orm, importId);
    return checkAccounts(orm, { importId, accounts: file.accounts, isCommitted: true });
  });
  await db.write(async (tx) => {
    const at = now();
    const before = await readImport(tx.orm, importId);
    if (before.status !== 'committing') return;
    const counts = await countOutcomes(tx.orm, importId);
    await updateImport(tx, importId, {
      status: nextImportStatus({ status: before.status, hasBegunCommit: true }, 'committed'),
      ...{ newCount: counts.new, duplicateCount: counts.duplicate, errorCount: counts.error },
      matchedCount: counts.matched,
      accounts,
      ...{ doneRows: before.counts.rows ?? 0, isCancelRequested: false, failure: null, committedAt: at },
    });
    const file = await readImport(tx.orm, importId);
    await auditImport(tx, { file, step: 'committed', actor: before.actor, at });
    await appendAudit(tx, [
      {
        ...({ at, actor: before.actor, action: 'change_set', system: 'ledger' } as const),
        subject: before.changeSetId ?? '',
        payload: { kind: 'import', importId, transactions: counts.new, matched: counts.matched },
      },
    ]);
  });
}
