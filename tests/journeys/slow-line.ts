import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const PIECE_BYTES = 4_000;
const MILLISECONDS_BETWEEN_PIECES = 25;

async function passOn(upstream: URL, asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  const isPage = asked.headers['sec-fetch-dest'] === 'document';
  const passed = request({
    host: upstream.hostname,
    port: upstream.port,
    path: asked.url,
    method: asked.method,
    headers: asked.headers,
  });
  answer.on('close', () => passed.destroy());
  asked.pipe(passed);
  const [reply] = (await once(passed, 'response')) as [IncomingMessage];
  answer.writeHead(reply.statusCode ?? 502, reply.headers);
  if (!isPage) {
    reply.pipe(answer);
    return;
  }
  for await (const chunk of reply as AsyncIterable<Buffer>) {
    for (let from = 0; from < chunk.length; from += PIECE_BYTES) {
      answer.write(chunk.subarray(from, from + PIECE_BYTES));
      await wait(MILLISECONDS_BETWEEN_PIECES);
    }
  }
  answer.end();
}

/**
 * Stands before a server and hands its pages on in small pieces, so that a browser draws each before all of it is
 * there, as it does over a slow line. Whatever else is asked for passes at once.
 */
export async function openSlowLine(url: string): Promise<{ url: string; close(): void }> {
  const server = createServer((asked, answer) => {
    passOn(new URL(url), asked, answer).catch(() => answer.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
