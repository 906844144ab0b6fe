import { VERSION_HEADER, STEWARD_VERSION } from '@steward/core/config';
import { DomainError } from '@steward/core/errors';
import { createId, SYSTEM_ACTOR } from '@steward/core/identity';
import { nextAttemptAt, nextBatch } from '@steward/core/webhooks';
import { appendAudit } from '@steward/db/audit';
import type { Orm, WorkspaceDb, WriteTx } from '@steward/db/client';
import {
  insertDelivery,
  leaseWebhook,
  readDueAside,
  readHeadDelivery,
  readOutbox,
  updateDelivery,
  updateWebhookRow,
  type StoredDelivery,
  type StoredWebhook,
} from '@steward/db/webhooks';
import { randomBytes } from 'node:crypto';
import { post, type Answer } from './post.ts';
import { renderMessage } from './render.ts';
import { signMessage } from './signature.ts';

export interface Sending {
  now: () => Date;
  /** From 0 to 1. */
  chance: () => number;
  allowPrivate: boolean;
  /** Names this process. */
  holder: string;
  signal: AbortSignal;
}

/** An endpoint must answer within this time. */
const TIMEOUT_MS = 15_000;
/** Longer than an attempt takes, so that nobody else sends meanwhile. */
const LEASE_MS = 60_000;
/** Entries looked at for one message. */
const ENTRIES = 200;
/** What is kept of an answer. */
const ANSWER_CHARACTERS = 300;

interface Taken {
  delivery: StoredDelivery;
  endpoint: StoredWebhook;
}

/** Sends the next message of an endpoint, if one is due. Whether there was one. */
export async function sendNext(db: WorkspaceDb, endpoint: StoredWebhook, how: Sending): Promise<boolean> {
  if (!(await db.read((orm) => isAnythingDue(orm, endpoint, how.now())))) return false;
  const taken = await db.write((tx) => takeNext(tx, endpoint.id, how));
  if (taken === null) return false;
  if (taken === 'nothing_listened_to') return true;
  const outcome = await attempt(db, taken, how);
  await db.write((tx) => finish(tx, { ...taken, outcome, how }));
  return true;
}

async function isAnythingDue(
  orm: Orm,
  { id, stoppedAt, cursorSeq }: StoredWebhook,
  now: Date,
): Promise<boolean> {
  if (await readDueAside(orm, id, now)) return true;
  if (stoppedAt !== null) return false;
  const head = await readHeadDelivery(orm, id);
  if (head) return isDue(head, now);
  return (await readOutbox(orm, cursorSeq, 1)).length > 0;
}

const isDue = ({ nextAttemptAt: at }: StoredDelivery, now: Date): boolean => at !== null && at <= now;

/** Leases the endpoint and makes its next message, so that every attempt of it, after a crash too, is the same. */
async function takeNext(
  tx: WriteTx,
  endpointId: string,
  { now, holder }: Sending,
): Promise<Taken | 'nothing_listened_to' | null> {
  const at = now();
  const until = new Date(at.getTime() + LEASE_MS);
  const endpoint = await leaseWebhook(tx, endpointId, { holder, now: at, until });
  if (endpoint === null) return null;
  const aside = await readDueAside(tx.orm, endpointId, at);
  if (aside) return { delivery: aside, endpoint };
  if (endpoint.stoppedAt !== null) return null;
  const head = await readHeadDelivery(tx.orm, endpointId);
  if (head) return isDue(head, at) ? { delivery: head, endpoint } : null;
  const entries = await readOutbox(tx.orm, endpoint.cursorSeq, ENTRIES);
  const { batch, cursor } = nextBatch(entries, endpoint.events);
  if (cursor === null) return null;
  await updateWebhookRow(tx, endpointId, { cursorSeq: cursor });
  if (batch === null) return 'nothing_listened_to';
  const delivery = await insertDelivery(tx, {
    ...{ id: createId('msg', { now: at, random: randomBytes }), endpointId, type: batch.type },
    ...{ firstSeq: batch.firstSeq, lastSeq: batch.lastSeq, itemCount: batch.itemCount },
    ...{ isInOrder: true, status: 'waiting', attempts: 0, createdAt: batch.at, nextAttemptAt: at },
  });
  return { delivery, endpoint };
}

type Outcome = { answer: Answer } | { error: string; isFinal: boolean };

async function attempt(db: WorkspaceDb, { delivery, endpoint }: Taken, how: Sending): Promise<Outcome> {
  const body = await renderMessage(db, delivery);
  if (body === null) {
    return { error: 'What it told of is no longer kept for webhooks; read it over the API.', isFinal: true };
  }
  const at = how.now();
  const timestamp = Math.floor(at.getTime() / 1000);
  try {
    const answer = await post({
      ...{ url: endpoint.url, body, allowPrivate: how.allowPrivate },
      headers: {
        ...{ 'content-type': 'application/json', 'user-agent': `Steward/${STEWARD_VERSION}` },
        ...{ 'webhook-id': delivery.id, 'webhook-timestamp': String(timestamp) },
        'webhook-signature': signMessage({ id: delivery.id, timestamp, body }, secretsOf(endpoint, at)),
        [VERSION_HEADER]: STEWARD_VERSION,
      },
      signal: AbortSignal.any([how.signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    return { answer };
  } catch (error) {
    return { error: sayWhy(error), isFinal: false };
  }
}

function secretsOf({ secret, previousSecret, previousSecretEndsAt }: StoredWebhook, now: Date): string[] {
  const isPreviousValid =
    previousSecret !== null && previousSecretEndsAt !== null && previousSecretEndsAt > now;
  return isPreviousValid ? [secret, previousSecret] : [secret];
}

function sayWhy(error: unknown): string {
  if (error instanceof DomainError) return error.message;
  if (!(error instanceof Error)) return 'It could not be reached.';
  if (error.name === 'TimeoutError' || error.cause instanceof DOMException)
    return `It did not answer within ${TIMEOUT_MS / 1000} s.`;
  if (error.name === 'AbortError') return 'Steward was stopped meanwhile.';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return `It could not be reached (${code}).`;
}

interface Finishing extends Taken {
  outcome: Outcome;
  how: Sending;
}

async function finish(tx: WriteTx, { delivery, endpoint, outcome, how }: Finishing): Promise<void> {
  const now = how.now();
  const attempts = delivery.attempts + 1;
  const answer = 'answer' in outcome ? outcome.answer : null;
  const error = 'error' in outcome ? outcome.error : refusalOf(outcome.answer);
  const isFinal = 'error' in outcome ? outcome.isFinal : outcome.answer.status === GONE;
  const next = error === null || isFinal ? null : nextAttemptAt(attempts, { now, chance: how.chance() });
  const status = error === null ? 'delivered' : next === null ? 'dead' : 'waiting';
  await updateDelivery(tx, delivery.id, {
    ...{ attempts, status, error, lastAttemptAt: now, nextAttemptAt: next },
    ...{ responseStatus: answer?.status ?? null, responseText: answer && readable(answer.text) },
  });
  await updateWebhookRow(tx, endpoint.id, { leasedUntil: null });
  // What is no longer kept is no fault of the endpoint's.
  const isItsFault = answer !== null || !isFinal;
  if (status === 'dead' && delivery.isInOrder && isItsFault) {
    await stop(tx, { delivery, endpoint, now, error: error ?? '' });
  }
}

const GONE = 410;

function refusalOf({ status }: Answer): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400)
    return `It answered ${status}: redirects are not followed, enter the final address.`;
  return `It answered ${status}.`;
}

/** Text that a page and a terminal can show. */
function readable(text: string): string {
  return text
    .slice(0, ANSWER_CHARACTERS)
    .toWellFormed()
    .replace(/\p{C}+/gu, ' ')
    .trim();
}

interface Stopping {
  delivery: StoredDelivery;
  endpoint: StoredWebhook;
  now: Date;
  error: string;
}

/** What comes after waits, instead of each message trying a day long for itself. */
async function stop(tx: WriteTx, { delivery, endpoint, now, error }: Stopping): Promise<void> {
  if (endpoint.stoppedAt !== null) return;
  await updateWebhookRow(tx, endpoint.id, { stoppedAt: now });
  await appendAudit(tx, [
    {
      ...({ at: now, actor: SYSTEM_ACTOR, action: 'configuration_change', system: 'settings' } as const),
      ...{ subject: endpoint.id, payload: { change: 'webhook_stopped', delivery: delivery.id, error } },
    },
  ]);
}
