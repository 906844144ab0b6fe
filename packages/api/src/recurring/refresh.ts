import { dayNumber, type LocalDate } from '@steward/core/calendar';
import { createId } from '@steward/core/identity';
import { streamEvents } from '@steward/core/recurring';
import type { WorkspaceDb, WriteTx } from '@steward/db/client';
import {
  clearWaiting,
  markFound,
  readEvidence,
  readOfPayee,
  readPayments,
  readStreams,
  readStreamsOfPayees,
  readWaitingPayees,
  replaceEvents,
  replaceStreams,
  saveTested,
  sumTested,
  type NewStream,
  type StoredPayment,
  type StoredStream,
  type WaitingPayee,
} from '@steward/db/recurring';
import { leastEvidence } from '@steward/ml/statistics';
import { randomBytes } from 'node:crypto';
import { findRecurring, type FoundStream } from './find-recurring.ts';

/** The share of false ones among the streams that are shown, at most, on average. */
export const FALSE_SHARE = 0.05;
/** Payees that are looked at between two commits. */
const CHUNK = 100;
/** The most recent transactions of a payee that are looked at. */
const MOST_TRANSACTIONS = 5_000;
/** Streams whose events are worked out between two commits. */
const EVENT_CHUNK = 200;

interface Refresh {
  db: WorkspaceDb;
  at: Date;
  today: LocalDate;
  /** Stops between two chunks; what is left waits on. */
  isStopped?: () => boolean;
}

/**
 * Looks again at the payees whose transactions changed, in chunks that each commit by themselves, then at which streams
 * have evidence enough among all, and at what became of them by today. Says at how many payees it looked.
 */
export async function refreshStreams(refresh: Refresh): Promise<number> {
  const { db, isStopped = () => false } = refresh;
  let looked = 0;
  while (!isStopped()) {
    const waiting = await db.read((orm) => readWaitingPayees(orm, CHUNK));
    if (waiting.length === 0) break;
    await refreshPayees(db, waiting);
    looked += waiting.length;
  }
  if (looked > 0) await chooseFound(db);
  await noteEvents(refresh);
  return looked;
}

async function refreshPayees(db: WorkspaceDb, waiting: readonly WaitingPayee[]): Promise<void> {
  const payeeIds = waiting.map(({ payeeId }) => payeeId);
  const { before, payments } = await db.read(async (orm) => {
    const streams = await readStreamsOfPayees(orm, payeeIds);
    return {
      before: streams,
      payments: await readPayments(
        orm,
        streams.map(({ id }) => id),
      ),
    };
  });
  const found: NewStream[] = [];
  const tested: [string, { even: number; uneven: number }][] = [];
  for (const payeeId of payeeIds) {
    const ofPayee = findRecurring(await db.read((orm) => readOfPayee(orm, payeeId, MOST_TRANSACTIONS)));
    tested.push([payeeId, ofPayee.tested]);
    const known = before.filter((stream) => stream.payeeId === payeeId);
    const named = nameStreams(ofPayee.streams, { known, payments });
    found.push(...named.map((stream) => ({ ...stream, payeeId })));
  }
  await db.write(async (tx) => {
    await replaceStreams(tx, { payeeIds, streams: found });
    for (const [payeeId, counts] of tested) await saveTested(tx, payeeId, counts);
    await clearWaiting(tx, waiting);
  });
}

interface Known {
  known: readonly StoredStream[];
  payments: readonly StoredPayment[];
}

/** A stream that shares most of its transactions with one of before is that one, with all that people said of it. */
function nameStreams(
  streams: readonly FoundStream[],
  { known, payments }: Known,
): (FoundStream & { id: string })[] {
  const streamsOf = Map.groupBy(payments, ({ transactionId }) => transactionId);
  const free = new Set(known.map(({ id }) => id));
  const pairs = streams
    .flatMap((stream) => {
      const shared = new Map<string, number>();
      for (const { transactionId } of stream.payments) {
        for (const { streamId } of streamsOf.get(transactionId) ?? []) {
          shared.set(streamId, (shared.get(streamId) ?? 0) + 1);
        }
      }
      return [...shared].map(([id, count]) => ({ stream, id, count }));
    })
    .sort((a, b) => b.count - a.count);
  const idOf = new Map<FoundStream, string>();
  for (const { stream, id, count } of pairs) {
    const size = Math.min(
      stream.payments.length,
      known.find((one) => one.id === id)?.shape.paymentCount ?? 0,
    );
    if (idOf.has(stream) || !free.has(id) || 2 * count < size) continue;
    idOf.set(stream, id);
    free.delete(id);
  }
  return streams.map((stream) => ({ ...stream, id: idOf.get(stream) ?? newId() }));
}

function newId(): string {
  return createId('rec', { now: new Date(), random: randomBytes });
}

/** Streams of equal amounts and of others are judged apart: among the first there are many more true ones. */
async function chooseFound(db: WorkspaceDb): Promise<void> {
  await db.write(async (tx) => {
    const tested = await sumTested(tx.orm);
    await chooseAmong(tx, true, tested.even);
    await chooseAmong(tx, false, tested.uneven);
  });
}

async function chooseAmong(tx: WriteTx, isEven: boolean, tests: number): Promise<void> {
  const evidence = await readEvidence(tx.orm, isEven);
  const least = leastEvidence(evidence, { tests: Math.max(tests, evidence.length), rate: FALSE_SHARE });
  await markFound(tx, isEven, least);
}

/** What became of the streams by today; the same events whenever it is asked. */
async function noteEvents({ db, at, today, isStopped = () => false }: Refresh): Promise<void> {
  const streams = await db.read((orm) => readStreams(orm));
  for (let start = 0; start < streams.length && !isStopped(); start += EVENT_CHUNK) {
    const chunk = streams.slice(start, start + EVENT_CHUNK);
    const ids = chunk.map(({ id }) => id);
    const payments = Map.groupBy(await db.read((orm) => readPayments(orm, ids)), ({ streamId }) => streamId);
    const events = chunk.flatMap(({ id, shape, verdict }) => {
      const dated = (payments.get(id) ?? []).map(({ date, amountMinor }) => ({
        day: dayNumber(date),
        amountMinor,
      }));
      return streamEvents({ id, shape, verdict, payments: dated }, today);
    });
    await db.write((tx) => replaceEvents(tx, ids, { events, at }));
  }
}
