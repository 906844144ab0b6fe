import superjson, { type SuperJSONResult } from 'superjson';
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** A list as JSON, with how many values it has and which member of each is a date. */
export interface SerialisedList {
  json: string;
  count: number;
  dateMember: string;
}

/** Values, each as JSON text, as the JSON of their list. */
export function serialiseList(texts: readonly string[], dateMember: string): SerialisedList {
  return { json: `[${texts.join(',')}]`, count: texts.length, dateMember };
}

/**
 * A list as the text that goes over the wire, written by the thread that made it: large answers pass
 * through the web server's event loop unread.
 */
export class Serialised<T> {
  private readonly list: SerialisedList;

  constructor(list: SerialisedList) {
    this.list = list;
  }

  /** Plain JSON, dates as text. */
  get json(): string {
    return this.list.json;
  }

  /** In superjson's format, as tRPC sends it. */
  toWire(): string {
    const { json, count, dateMember } = this.list;
    const dates = Array.from({ length: count }, (_, index) => `"${index}.${dateMember}":["Date"]`);
    return `{"json":${json},"meta":{"values":{${dates.join(',')}},"v":1}}`;
  }

  read(): T {
    return superjson.deserialize(JSON.parse(this.toWire()) as SuperJSONResult, { inPlace: true });
  }
}

/** What stands for a text in an answer that is being put together; no caller can know it. */
const SECRET = randomUUID();
const markOf = (index: number) => `${SECRET} ${index}`;
const answers = new AsyncLocalStorage<Serialised<unknown>[]>();

/** Puts a mark where the text is to stand in the answer. */
export function markSerialised(value: Serialised<unknown>): string {
  const waiting = answers.getStore();
  if (!waiting) throw new Error('a serialised value left this process by a way that does not fill it in');
  waiting.push(value);
  return markOf(waiting.length - 1);
}

/** Runs what makes an answer; `fillIn` puts the texts where their marks are in it. */
export async function withSerialised<T>(
  run: () => Promise<T>,
): Promise<{ value: T; fillIn: (text: string) => string }> {
  const waiting: Serialised<unknown>[] = [];
  const value = await answers.run(waiting, run);
  return { value, fillIn: (text) => fill(text, waiting) };
}

function fill(text: string, waiting: readonly Serialised<unknown>[]): string {
  let filled = '';
  let rest = text;
  for (const [index, value] of waiting.entries()) {
    const mark = JSON.stringify(markOf(index));
    const start = rest.indexOf(mark);
    if (start < 0) continue;
    filled += rest.slice(0, start) + value.toWire();
    rest = rest.slice(start + mark.length);
  }
  return filled + rest;
}
