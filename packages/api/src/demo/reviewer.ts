import type { Random } from '@steward/core/demo';
import type { Actor } from '@steward/core/identity';
import type { ReviewItem } from '@steward/core/review';
import type { WorkspaceDb } from '@steward/db/client';
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Engine } from '../engine/index.ts';
import { answer, listQueue, setAsked, skip, undoAnswer } from '../review/index.ts';
import type { ShiftedClock } from './shifted-clock.ts';

/** A made-up person who knows the truth and now and then errs. */
export interface Reviewer {
  db: WorkspaceDb;
  engine: Pick<Engine, 'redecide'>;
  actor: Actor;
  clock: ShiftedClock;
  random: Random;
  /** The category that a transaction truly has. */
  truthOf: (transactionId: string) => string | undefined;
  categoryIds: readonly [string, ...string[]];
  signal: AbortSignal;
}

export interface ReviewSession {
  answers: number;
  leaves: number;
  alikeShare: number;
}

const ERRS = 0.025;
const SKIPS = 0.008;
/** Items looked at before the queue is read again, which the answers have changed. */
const ITEMS_A_LOOK = 24;
const QUEUE_SHOWN = 500;

/** Answers what waits, most valuable first, until enough is answered or so few are left. */
export async function reviewFor(reviewer: Reviewer, session: ReviewSession): Promise<void> {
  for (let left = session.answers; left > 0;) {
    const answered = await answerSome(reviewer, { ...session, answers: left });
    if (answered === 0) return;
    left -= answered;
  }
}

/** Looks at the queue once, and answers of what it shows. */
async function answerSome(
  reviewer: Reviewer,
  { answers, leaves, alikeShare }: ReviewSession,
): Promise<number> {
  const now = reviewer.clock.now();
  const page = { filter: 'all', cursor: null, limit: QUEUE_SHOWN, now } as const;
  const { items, counts } = await listQueue(reviewer.db, page);
  const most = Math.min(answers, counts.all - leaves);
  const answered = new Set<string>();
  for (const item of items) {
    if (answered.size >= Math.min(most, ITEMS_A_LOOK)) break;
    if (answered.has(item.transactionId)) continue;
    const alike = reviewer.random.chance(alikeShare) ? alikeOf(reviewer, item, items) : [item.transactionId];
    const ids = alike.filter((id) => !answered.has(id)).slice(0, most - answered.size);
    for (const id of ids) answered.add(id);
    await answerOne(reviewer, item, ids);
  }
  return answered.size;
}

/** Those with the same payee and suggestion that truly have the same category. */
function alikeOf({ truthOf }: Reviewer, item: ReviewItem, items: readonly ReviewItem[]): string[] {
  const truth = truthOf(item.transactionId);
  const alike = items.filter(
    ({ payeeId, categoryId, transactionId }) =>
      payeeId === item.payeeId && categoryId === item.categoryId && truthOf(transactionId) === truth,
  );
  return [
    item.transactionId,
    ...alike.map((one) => one.transactionId).filter((id) => id !== item.transactionId),
  ];
}

async function answerOne(reviewer: Reviewer, item: ReviewItem, ids: readonly string[]): Promise<void> {
  const { db, actor, clock, random, truthOf, categoryIds } = reviewer;
  reviewer.signal.throwIfAborted();
  // Requests of others come in between two answers.
  await nextTurn();
  pass(reviewer, random.between(4, 25));
  if (random.chance(SKIPS)) {
    await skip(db, item.transactionId, { actor, now: clock.now() });
    return;
  }
  const truth = truthOf(item.transactionId) ?? categoryIds[0];
  if (!random.chance(ERRS)) {
    await give(reviewer, ids, truth);
    return;
  }
  const { changeSetId } = await give(reviewer, [item.transactionId], random.pick(categoryIds));
  pass(reviewer, random.between(3, 40));
  // Of the mistakes some are noticed at once, some are corrected, and some stay.
  const draw = random.fraction();
  if (draw < 0.5) await undoAnswer({ ...reviewer, now: () => clock.now() }, changeSetId);
  if (draw < 0.8) await give(reviewer, [item.transactionId], truth);
}

function give(reviewer: Reviewer, transactionIds: readonly string[], categoryId: string) {
  const input = { transactionIds: [...transactionIds], categoryId, idempotencyKey: randomUUID() };
  return answer({ ...reviewer, now: () => reviewer.clock.now() }, input);
}

function pass({ clock }: Reviewer, seconds: number): void {
  clock.moveTo(new Date(clock.now().getTime() + seconds * 1_000));
}

/** Takes the payee of something that waits out of the queue for good. */
export async function stopAsking({ db, actor, clock }: Reviewer, payeeName: RegExp): Promise<boolean> {
  const now = clock.now();
  const { items } = await listQueue(db, { filter: 'all', cursor: null, limit: QUEUE_SHOWN, now });
  const found = items.find((item) => payeeName.test(item.payeeName));
  if (!found) return false;
  await setAsked(db, { payeeId: found.payeeId, isAsked: false }, { actor, now });
  return true;
}
