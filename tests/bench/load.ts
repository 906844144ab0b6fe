import { connect } from 'node:net';
import { quantileOf } from './birmingham.ts';

interface Sent {
  path: string;
  headers: Record<string, string>;
  body: string;
}

interface Load {
  url: string;
  /** Each sends its next request when the one before is answered. */
  clients: number;
  seconds: number;
  next: () => Sent;
}

export interface Loaded {
  perSecond: number;
  p50Milliseconds: number;
  p95Milliseconds: number;
  requests: number;
}

/**
 * Keeps a server busy over connections that stay open, and measures every answer to its last byte. Written on sockets:
 * Node's own client takes four times the processor, which on the same machine is the server's.
 */
export async function keepBusy({ url, clients, seconds, next }: Load): Promise<Loaded> {
  const milliseconds: number[] = [];
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1_000;
  const client = () => runClient({ url: new URL(url), endsAt, next, milliseconds });
  await Promise.all(Array.from({ length: clients }, client));
  const tookMs = performance.now() - startedAt;
  return {
    perSecond: (milliseconds.length * 1_000) / tookMs,
    p50Milliseconds: quantileOf(milliseconds, 0.5),
    p95Milliseconds: quantileOf(milliseconds, 0.95),
    requests: milliseconds.length,
  };
}

interface Client {
  url: URL;
  endsAt: number;
  next: () => Sent;
  milliseconds: number[];
}

function runClient({ url, endsAt, next, milliseconds }: Client): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const socket = connect(Number(url.port), url.hostname).setNoDelay();
  let answer = new Answer();
  let sentAt = 0;
  const send = () => {
    if (performance.now() >= endsAt) {
      socket.end();
      resolve(undefined);
      return;
    }
    answer = new Answer();
    sentAt = performance.now();
    socket.write(toText(next(), url.host));
  };
  socket.on('connect', send);
  socket.on('error', reject);
  socket.on('close', () => {
    reject(new Error('the server closed the connection'));
  });
  socket.on('data', (part) => {
    if (!answer.add(part)) return;
    milliseconds.push(performance.now() - sentAt);
    if (answer.isOk) send();
    else socket.destroy(new Error(`answered ${answer.start}`));
  });
  return promise;
}

const HEAD_END = '\r\n\r\n';

/** Parts of an answer as they come; what follows the head is only counted. */
class Answer {
  #head = '';
  #missing = Infinity;

  /** Whether all bytes are there now. */
  add(part: Buffer): boolean {
    if (this.#missing === Infinity) {
      this.#head += part.toString('latin1');
      const end = this.#head.indexOf(HEAD_END);
      if (end < 0) return false;
      const length = /content-length: (\d+)/i.exec(this.#head.slice(0, end))?.[1];
      if (length === undefined) throw new Error('an answer without its length');
      this.#missing = end + HEAD_END.length + Number(length) - this.#head.length;
    } else this.#missing -= part.length;
    return this.#missing <= 0;
  }

  get isOk(): boolean {
    return this.#head.startsWith('HTTP/1.1 200');
  }

  get start(): string {
    return this.#head.slice(0, 600);
  }
}

function toText({ path, headers, body }: Sent, host: string): string {
  const lines = Object.entries({ ...headers, host, 'content-length': Buffer.byteLength(body) });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `POST ${path} HTTP/1.1\r\n${head}\r\n${body}`;
}
