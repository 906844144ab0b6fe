import { createUndoRunner, requestUndo, readUndoProgress } from '@steward/api/changes';
import { createLog } from '@steward/api/log';
import { createId, pooled } from '@steward/core/identity';
import { insertChangeSet } from '@steward/db/changes';
import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import { appendLearning } from '@steward/db/learning';
import {
  insertAccount,
  insertCategories,
  insertImported,
  type ImportedTransaction,
} from '@steward/db/ledger';
import { insertPayees } from '@steward/db/payees';
import { insertReviewItems } from '@steward/db/review';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkUndo } from '../undo/unwind.ts';
import { createWorlds } from '../undo/world.ts';
import { report, type Figure } from './bench.ts';

// Any mutations in any order, then all undone: the ledger must be what it was, field by field. And an import of 100,000
// rows undone, done again and undone in the background, while the event loop of this process is watched.

const RUNS = 1_000;
const ROWS = 100_000;
const PAYEES = 3_000;
const LABELLED_SHARE = 0.8;
const CHUNK = 1_000;
const PERSON = { kind: 'user', id: 'usr_1', name: 'Mira' } as const;

const random = pooled(randomBytes);
const newId = (prefix: 'txn' | 'spl' | 'pay' | 'chg' | 'cat' | 'acc') =>
  createId(prefix, { now: new Date(), random });

// The large one first: what a thousand histories leave on the heap would be collected in its pauses.
const figures: Figure[] = [...(await measureLargeUndo()), ...(await measureProperty())];
report('undo', figures);

async function measureProperty(): Promise<Figure[]> {
  const worlds = await createWorlds();
  try {
    const startedAt = performance.now();
    const undone = await checkUndo(worlds, { runs: RUNS });
    process.stdout.write(
      `${RUNS} random histories, ${undone} change sets undone at their end: each ledger is what it was\n`,
    );
    const seconds = (performance.now() - startedAt) / 1_000;
    return [
      { id: 'undo.propertyRuns', value: RUNS, unit: 'runs', better: 'higher', n: undone },
      { id: 'undo.propertySeconds', value: seconds, unit: 's', better: 'lower', n: RUNS },
    ];
  } finally {
    worlds.close();
  }
}

async function measureLargeUndo(): Promise<Figure[]> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'steward-bench-undo-'));
  const db = await openWorkspaceDb({ dataFolder, workspaceId: 'ws_bench' });
  const engine = { redecide: () => Promise.resolve(0) };
  const undos = createUndoRunner({ dataFolder, log: createLog('error'), engine });
  try {
    const id = await fill(db);
    const requireRight = () => undefined;
    const deps = { db, engine, undos, actor: PERSON, now: () => new Date(), requireRight };
    const watch = watchEventLoop();
    const seconds: number[] = [];
    for (const direction of ['undo', 'redo', 'undo'] as const) {
      const startedAt = performance.now();
      await requestUndo(deps, { id, rest: false }, direction);
      while ((await readUndoProgress(deps, id)).state === 'running') await sleep(20);
      seconds.push((performance.now() - startedAt) / 1_000);
      await undos.settled();
      process.stdout.write(`${direction} of ${ROWS} rows: ${(seconds.at(-1) ?? 0).toFixed(2)} s\n`);
    }
    const longestMilliseconds = watch.stop();
    return [
      { id: 'undo.import100kSeconds', value: seconds[0] ?? 0, unit: 's', better: 'lower', n: ROWS },
      { id: 'undo.redo100kSeconds', value: seconds[1] ?? 0, unit: 's', better: 'lower', n: ROWS },
      { id: 'undo.longestPauseMilliseconds', value: longestMilliseconds, unit: 'ms', better: 'lower', n: 3 },
    ];
  } finally {
    await undos.close();
    db.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** The longest time for which nothing else of this process had its turn. */
function watchEventLoop() {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1);
  return {
    stop: () => {
      clearInterval(timer);
      return longest;
    },
  };
}

/** One import of many rows, as the import's thread writes them; returns its change set. */
async function fill(db: WorkspaceDb): Promise<string> {
  const [accountId, categoryId, changeSetId] = [newId('acc'), newId('cat'), newId('chg')];
  const payees = Array.from({ length: PAYEES }, (_, index) => ({ id: newId('pay'), name: `SHOP ${index}` }));
  const at = new Date();
  await db.write(async (tx) => {
    await insertAccount(tx, {
      ...{ id: accountId, name: 'Current', type: 'checking', currency: 'EUR', openingBalanceMinor: 0 },
      ...{ externalId: null, createdAt: at },
    });
    const category = {
      id: categoryId,
      parentId: null,
      name: 'Food',
      kind: 'expense',
      isHidden: false,
    } as const;
    await insertCategories(tx, [category], at);
    const aliases = payees.map(({ id, name }) => ({ importedName: name, normalised: name, payeeId: id }));
    await insertPayees(tx, { payees, aliases, at });
    await insertChangeSet(tx, { id: changeSetId, kind: 'import', actor: PERSON, reason: 'bank.csv', at });
  });
  for (let start = 0; start < ROWS; start += CHUNK) {
    const rows = Array.from({ length: CHUNK }, (_, offset): ImportedTransaction => {
      const index = start + offset;
      const payee = payees[index % PAYEES];
      return {
        ...{ id: newId('txn'), splitId: newId('spl'), accountId, date: '2026-11-01', amountMinor: -index },
        ...{ currency: 'EUR', payeeId: payee?.id ?? '', importedPayee: payee?.name ?? '', importedMemo: '' },
        ...{
          context: {},
          fingerprint: `${index}`.padStart(64, '0'),
          externalId: `x${index}`,
          learningSeq: null,
        },
        categoryId: offset < CHUNK * LABELLED_SHARE ? categoryId : null,
      };
    });
    await db.write((tx) => writeRows(tx, { rows, changeSetId, at }));
  }
  return changeSetId;
}

interface Rows {
  rows: ImportedTransaction[];
  changeSetId: string;
  at: Date;
}

async function writeRows(
  tx: Parameters<Parameters<WorkspaceDb['write']>[0]>[0],
  { rows, changeSetId, at }: Rows,
): Promise<void> {
  const labelled = rows.filter(({ categoryId }) => categoryId !== null);
  const firstSeq = await appendLearning(
    tx,
    labelled.map(({ id, categoryId }) => {
      return { type: 'label_seen', subject: { transactionId: id }, categoryId: categoryId ?? '' } as const;
    }),
    at,
  );
  labelled.forEach((row, index) => (row.learningSeq = firstSeq + index));
  await insertImported(tx, { importId: 'imp_1', changeSetId, at, transactions: rows });
  const waiting = rows.filter(({ categoryId }) => categoryId === null);
  await insertReviewItems(
    tx,
    waiting.map(({ id, payeeId, amountMinor }) => ({
      ...{ transactionId: id, decisionId: id, payeeId, amountMinor, categoryId: null, confidence: null },
      ...{ outcomeCode: 'no_history', outcomeMessage: '', isAsked: true },
    })),
    at,
  );
}
