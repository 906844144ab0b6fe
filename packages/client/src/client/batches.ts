import type { AppRouter } from '@steward/api/router';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { StewardClient } from './client.ts';

type Inputs = inferRouterInputs<AppRouter>;
type Outputs = inferRouterOutputs<AppRouter>;

export type Subject = Inputs['decisions']['decide']['subjects'][number];
export type Decision = Outputs['decisions']['decide'][number];
export type Example = Inputs['learning']['learn']['examples'][number];
export type Feedback = Inputs['decisions']['feedback']['feedback'][number];

export interface BatchOptions {
  /** The same key and items are done once, however often they are sent; one is made when left out. */
  idempotencyKey?: string;
  /** Items in a request, at most 1,000. */
  batchSize?: number;
  /** Requests under way at once. */
  concurrency?: number;
  /** Called after each request with the items that are done. */
  onProgress?: (done: number, total: number) => void;
}

/** Decides any number of transactions; the decisions are in their order. */
export async function decideAll(
  client: StewardClient,
  subjects: readonly Subject[],
  options: BatchOptions = {},
): Promise<Decision[]> {
  const batches = await inBatches(subjects, options, (part, idempotencyKey) =>
    client.decisions.decide.mutate({ kind: 'category', idempotencyKey, subjects: part }),
  );
  return batches.flat();
}

/** Learns any number of labelled transactions; one request after the other, so that the last word on each stands. */
export async function learnAll(
  client: StewardClient,
  examples: readonly Example[],
  options: Omit<BatchOptions, 'concurrency'> = {},
): Promise<Outputs['learning']['learn']> {
  const batches = await inBatches(examples, { ...options, concurrency: 1 }, (part, idempotencyKey) =>
    client.learning.learn.mutate({ idempotencyKey, examples: part }),
  );
  const sum = (count: 'learned' | 'relearned' | 'unchanged') =>
    batches.reduce((total, batch) => total + batch[count], 0);
  const learningSeq = batches.at(-1)?.learningSeq ?? 0;
  return { learned: sum('learned'), relearned: sum('relearned'), unchanged: sum('unchanged'), learningSeq };
}

/** Gives any amount of feedback; one request after the other, so that the last word on each stands. */
export async function feedbackAll(
  client: StewardClient,
  feedback: readonly Feedback[],
  options: Omit<BatchOptions, 'concurrency'> = {},
): Promise<Outputs['decisions']['feedback']> {
  const batches = await inBatches(feedback, { ...options, concurrency: 1 }, (part, idempotencyKey) =>
    client.decisions.feedback.mutate({ idempotencyKey, feedback: part }),
  );
  const sum = (count: 'accepted' | 'corrected' | 'unchanged') =>
    batches.reduce((total, batch) => total + batch[count], 0);
  const learningSeq = batches.at(-1)?.learningSeq ?? 0;
  return { accepted: sum('accepted'), corrected: sum('corrected'), unchanged: sum('unchanged'), learningSeq };
}

const LARGEST_BATCH = 1_000;

/** Splits items into requests and puts the answers together in order; the first failure ends it. */
async function inBatches<Item, Answer>(
  items: readonly Item[],
  options: BatchOptions,
  send: (part: Item[], idempotencyKey: string) => Promise<Answer>,
): Promise<Answer[]> {
  const { idempotencyKey = randomKey(), batchSize = 500, concurrency = 4, onProgress } = options;
  const size = Math.max(1, Math.min(LARGEST_BATCH, Math.floor(batchSize)));
  const answers: Answer[] = new Array<Answer>(Math.ceil(items.length / size));
  let nextBatch = 0;
  let done = 0;
  const sendNext = async (): Promise<void> => {
    while (nextBatch < answers.length) {
      const batch = nextBatch++;
      const part = items.slice(batch * size, (batch + 1) * size);
      answers[batch] = await send(part, `${idempotencyKey} ${batch} of ${answers.length}`);
      done += part.length;
      onProgress?.(done, items.length);
    }
  };
  const lanes = Math.min(Math.max(1, concurrency), answers.length);
  await Promise.all(Array.from({ length: lanes }, sendNext));
  return answers;
}

/** Pages over plain http have no `crypto.randomUUID`. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
