import superjson, { type SuperJSONResult } from 'superjson';
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/**
 * A value as the bytes that go over the wire, written by the thread that made the value: large answers
 * pass through the web server's event loop unread.
 */
export class Serialised<T> {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  read(): T {
    return superjson.deserialize(JSON.parse(new TextDecoder().decode(this.bytes)) as SuperJSONResult, {
      inPlace: true,
    });
  }
}

/** What stands for a text in an answer that is being put together; no caller can know it. */
const SECRET = randomUUID();
const markOf = (index: number) => `${SECRET} ${index}`;
const answers = new AsyncLocalStorage<Uint8Array[]>();

/** Puts a mark where the bytes are to stand in the answer. */
export function markSerialised({ bytes }: Serialised<unknown>): string {
  const waiting = answers.getStore();
  if (!waiting) throw new Error('a serialised value left this process by a way that does not fill it in');
  waiting.push(bytes);
  return markOf(waiting.length - 1);
}

/** Answers a request and puts the bytes where their marks are. */
export async function fillIn(answer: () => Promise<Response>): Promise<Response> {
  const waiting: Uint8Array[] = [];
  const response = await answers.run(waiting, answer);
  if (waiting.length === 0) return response;
  let rest = await response.text();
  const parts: Uint8Array[] = [];
  for (const [index, bytes] of waiting.entries()) {
    const mark = JSON.stringify(markOf(index));
    const start = rest.indexOf(mark);
    if (start < 0) continue;
    parts.push(Buffer.from(rest.slice(0, start)), bytes);
    rest = rest.slice(start + mark.length);
  }
  return new Response(Buffer.concat([...parts, Buffer.from(rest)]), response);
}
