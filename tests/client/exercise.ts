import { attempt, createStewardClient, decideAll, followChanges, type Subject } from '@steward/client/client';
import { openOfflineModel } from '@steward/client/offline';

export interface Connection {
  url: string;
  apiKey: string;
}

/** Everything that the client does, with nothing but what every runtime has; what came out is plain JSON. */
export async function exercise(connection: Connection) {
  return {
    decision: await decideOne(connection),
    errors: await failTwice(connection),
    batch: await splitBatch(connection),
    offline: await compareOffline(connection),
    live: await resumeLive(connection),
  };
}

export type Exercised = Awaited<ReturnType<typeof exercise>>;

const subject = (externalId: string, payee = 'Corner Market'): Subject => ({
  ...{ externalId, payee, amountMinor: -1_250, currency: 'EUR', date: '2026-11-22' },
});

async function decideOne(connection: Connection) {
  const [decision] = await decideAll(createStewardClient(connection), [subject('one')]);
  const { outcome, confidence, createdAt, explanation } = decision ?? {};
  return {
    outcome,
    isConfident: typeof confidence === 'number' && confidence > 0.5,
    isDated: createdAt instanceof Date,
    hasReason: (explanation?.mainFactors[0]?.evidence.text ?? '') !== '',
  };
}

async function failTwice(connection: Connection) {
  const missing = await attempt(
    createStewardClient(connection).ledger.getTransaction.query({ id: 'txn_none' }),
  );
  const stranger = createStewardClient({ ...connection, apiKey: 'stw_wrong' });
  const refused = await attempt(stranger.ledger.listAccounts.query());
  return [missing, refused].map((one) => (one.ok ? null : `${one.error.code} ${one.error.reason}`));
}

async function splitBatch(connection: Connection) {
  let requests = 0;
  const fetch: typeof globalThis.fetch = (input, init) => {
    requests += 1;
    return globalThis.fetch(input, init);
  };
  const subjects = Array.from({ length: 25 }, (_, index) => subject(`batch-${index}`));
  const decisions = await decideAll(createStewardClient({ ...connection, fetch }), subjects, {
    batchSize: 10,
  });
  const isInOrder = decisions.every((decision, index) => decision.subject.id === subjects[index]?.externalId);
  return { requests, decisions: decisions.length, isInOrder };
}

async function compareOffline(connection: Connection) {
  const { url, apiKey } = connection;
  const answer = await fetch(new URL('/api/v1/model', url), { headers: { 'x-api-key': apiKey } });
  const model = await openOfflineModel(new Uint8Array(await answer.arrayBuffer()));
  const subjects = ['Corner Market', 'Rail Ticket', 'Never seen', 'Café “Zoë”'].map((payee) =>
    subject(payee, payee),
  );
  const decided = await decideAll(createStewardClient(connection), subjects);
  const differences = decided.flatMap(({ prediction, confidence }, index) => {
    const { payee = '', amountMinor = 0, date = '' } = subjects[index] ?? {};
    const alone = model.decide({ payee, amountMinor, date });
    return alone.prediction === prediction && alone.confidence === confidence ? [] : [payee];
  });
  return { compared: decided.length, differences };
}

/** Follows over a connection that breaks after its first event; something happens while nobody is connected. */
async function resumeLive(connection: Connection) {
  const resumedAfter: (string | undefined)[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    resumedAfter.push((init?.headers as Record<string, string>)['last-event-id']);
    const response = await globalThis.fetch(input, init);
    return resumedAfter.length === 1 ? new Response(breakAfterFirst(response), response) : response;
  };
  const stop = new AbortController();
  const seen: number[] = [];
  for await (const seq of followChanges({ ...connection, fetch, signal: stop.signal })) {
    seen.push(seq);
    if (seen.length === 1) await decideAll(createStewardClient(connection), [subject('meanwhile')]);
    else stop.abort();
  }
  const [first = 0, second = 0] = seen;
  return {
    isResumedAfterFirst: resumedAfter[0] === undefined && resumedAfter[1] === String(first),
    hasMoved: second > first,
  };
}

function breakAfterFirst({ body }: Response): ReadableStream<Uint8Array> {
  const reader = body?.getReader();
  let isFirst = true;
  return new ReadableStream({
    pull: async (controller) => {
      if (!isFirst) throw new Error('the connection broke');
      isFirst = false;
      const read: { value?: Uint8Array } | undefined = await reader?.read();
      if (read?.value) controller.enqueue(read.value);
    },
    cancel: () => reader?.cancel(),
  });
}
