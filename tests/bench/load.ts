import { Agent, request } from 'node:http';
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

/** Keeps a server busy over connections that stay open, and measures every answer to its last byte. */
export async function keepBusy({ url, clients, seconds, next }: Load): Promise<Loaded> {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const milliseconds: number[] = [];
  const sendOne = () =>
    new Promise<void>((resolve, reject) => {
      const { path, headers, body } = next();
      const startedAt = performance.now();
      const sent = request(
        {
          agent,
          hostname,
          port,
          path,
          method: 'POST',
          headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('end', () => {
            milliseconds.push(performance.now() - startedAt);
            if (response.statusCode === 200) resolve();
            else
              reject(
                new Error(
                  `${path} answered ${response.statusCode}: ${Buffer.concat(parts).toString().slice(0, 300)}`,
                ),
              );
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1_000;
  const client = async () => {
    while (performance.now() < endsAt) await sendOne();
  };
  await Promise.all(Array.from({ length: clients }, client));
  const tookMs = performance.now() - startedAt;
  agent.destroy();
  return {
    perSecond: (milliseconds.length * 1_000) / tookMs,
    p50Milliseconds: quantileOf(milliseconds, 0.5),
    p95Milliseconds: quantileOf(milliseconds, 0.95),
    requests: milliseconds.length,
  };
}
