import { wait } from './wait.ts';

export interface FollowOptions {
  /** Where Steward answers: `http://localhost:3000`. */
  url: string;
  apiKey: string;
  /** The last sequence that was seen, to go on after it; without it the newest comes first. */
  afterSeq?: number;
  /** Ends it. */
  signal?: AbortSignal;
  fetch?: typeof globalThis.fetch;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/**
 * The newest sequence of the workspace's audit chain whenever it has grown: something was decided, answered or
 * changed. A connection that breaks is taken up again after the last sequence seen, so that nothing is missed.
 *
 * @throws Error when the key is refused.
 */
export async function* followChanges(options: FollowOptions): AsyncGenerator<number> {
  const { url, apiKey, signal, fetch = globalThis.fetch } = options;
  let seen = options.afterSeq;
  let failures = 0;
  while (!signal?.aborted) {
    try {
      const headers = { 'x-api-key': apiKey, accept: 'text/event-stream' };
      const resume = seen === undefined ? {} : { 'last-event-id': String(seen) };
      const response = await fetch(new URL('/api/v1/live', url), {
        headers: { ...headers, ...resume },
        ...(signal && { signal }),
      });
      if (response.status === 401 || response.status === 403) throw new Refused(await response.text());
      if (!response.ok || response.body === null) throw new Error(`answered ${response.status}`);
      for await (const seq of readSequences(response.body)) {
        failures = 0;
        seen = seq;
        yield seq;
      }
    } catch (error) {
      if (signal?.aborted) return;
      if (error instanceof Refused) throw error;
      failures += 1;
    }
    // A server that ends the stream as it does now and then is asked again at once.
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
    if (failures > 0) await wait(Math.random() * longest, signal);
  }
}

class Refused extends Error {}

async function* readSequences(body: ReadableStream<Uint8Array>): AsyncGenerator<number> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      rest += decoder.decode(read.value, { stream: true });
      const events = rest.split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        const id = /^id: (\d+)$/m.exec(event)?.[1];
        if (id !== undefined) yield Number(id);
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
