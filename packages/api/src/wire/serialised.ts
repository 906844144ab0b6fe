import superjson, { type SuperJSONResult } from 'superjson';
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** A list as the bytes of its JSON, with how many values it has and which member of each is a date. */
export interface SerialisedList {
  json: Uint8Array;
  count: number;
  dateMember: string;
}

const encoder = new TextEncoder();

/** Values, each as JSON text, as the JSON of their list. */
export function serialiseList(texts: readonly string[], dateMember: string): SerialisedList {
  // Not from Buffer's pool: between threads the whole of it would be copied for each.
  return { json: encoder.encode(`[${texts.join(',')}]`), count: texts.length, dateMember };
}

/**
 * A list as the bytes that go over the wire, written by the thread that made it: large answers pass
 * through the web server's event loop unread.
 */
export class Serialised<T> {
  /** Plain JSON, dates as text. */
  readonly json: Uint8Array;
  private readonly list: SerialisedList;

  constructor(list: SerialisedList) {
    this.json = list.json;
    this.list = list;
  }

  /** In superjson's format, as tRPC sends it. */
  wireParts(): Uint8Array[] {
    const { count, dateMember } = this.list;
    const dates = Array.from({ length: count }, (_, index) => `"${index}.${dateMember}":["Date"]`);
    const meta = `,"meta":{"values":{${dates.join(',')}},"v":1}}`;
    return [Buffer.from('{"json":'), this.json, Buffer.from(meta)];
  }

  read(): T {
    const text = Buffer.concat(this.wireParts()).toString();
    return superjson.deserialize(JSON.parse(text) as SuperJSONResult, { inPlace: true });
  }
}

/** What stands for a text in an answer that is being put together; no caller can know it. */
const SECRET = randomUUID();
const markOf = (index: number) => `${SECRET} ${index}`;
const answers = new AsyncLocalStorage<Serialised<unknown>[]>();

/** Puts a mark where the bytes are to stand in the answer. */
export function markSerialised(value: Serialised<unknown>): string {
  const waiting = answers.getStore();
  if (!waiting) throw new Error('a serialised value left this process by a way that does not fill it in');
  waiting.push(value);
  return markOf(waiting.length - 1);
}

/** Runs what makes an answer; `fillIn` puts the bytes where their marks are in its text. */
export async function withSerialised<T>(
  run: () => Promise<T>,
): Promise<{ value: T; fillIn: (text: string) => string | Uint8Array }> {
  const waiting: Serialised<unknown>[] = [];
  const value = await answers.run(waiting, run);
  return { value, fillIn: (text) => (waiting.length === 0 ? text : fill(text, waiting)) };
}

function fill(text: string, waiting: readonly Serialised<unknown>[]): Uint8Array {
  let rest = text;
  const parts: Uint8Array[] = [];
  for (const [index, value] of waiting.entries()) {
    const mark = JSON.stringify(markOf(index));
    const start = rest.indexOf(mark);
    if (start < 0) continue;
    parts.push(Buffer.from(rest.slice(0, start)), ...value.wireParts());
    rest = rest.slice(start + mark.length);
  }
  return Buffer.concat([...parts, Buffer.from(rest)]);
}
