import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { CONTENT_SECURITY_POLICY, renderPage } from './page.ts';
import type { Receiver } from './receiver.ts';
import { Refusal } from './refusal.ts';

const LARGEST_DELIVERY_BYTES = 1_000_000;
const LARGEST_FORM_BYTES = 10_000;
const STYLE = readFileSync(new URL('./page.css', import.meta.url));

/** The receiver behind an HTTP server: `POST /feed` for the bank, the page for people. */
export function createFeedServer(receiver: Receiver): Server {
  const server = createServer((request, response) => {
    serve(receiver, request, response).catch((error: unknown) => {
      const isRefusal = error instanceof Refusal;
      if (!isRefusal) console.error(error);
      const { status, message, headers } = isRefusal ? error : new Refusal(500, 'Something went wrong here.');
      response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8' });
      response.end(`${message}\n`);
    });
  });
  // Nobody may hold a connection open by sending slowly.
  server.requestTimeout = 30_000;
  return server;
}

async function serve(receiver: Receiver, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('x-content-type-options', 'nosniff');
  switch (`${request.method ?? ''} ${request.url ?? ''}`) {
    case 'POST /feed': {
      const body = await readBody(request, LARGEST_DELIVERY_BYTES);
      const decided = await receiver.receive(body, request.headers['x-feed-signature']?.toString());
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ decided }));
      return;
    }
    case 'POST /corrections': {
      // A browser says which page a form was on: a page of another site cannot answer in somebody's name.
      if (request.headers['sec-fetch-site'] !== 'same-origin')
        throw new Refusal(403, 'Use the form of the page.');
      const form = new URLSearchParams((await readBody(request, LARGEST_FORM_BYTES)).toString());
      await receiver.correct(form);
      // The answer is another page, so that loading it again sends nothing again.
      response.writeHead(303, { location: '/' }).end();
      return;
    }
    case 'GET /': {
      const { decisions, categories } = await receiver.list();
      response.setHeader('content-security-policy', CONTENT_SECURITY_POLICY);
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
      response.end(renderPage(decisions, categories));
      return;
    }
    case 'GET /page.css':
      response.writeHead(200, { 'content-type': 'text/css' }).end(STYLE);
      return;
    default:
      throw new Refusal(404, 'There is nothing here.');
  }
}

/** Reads a body up to a limit. More than that is taken in and dropped, so that the sender can read the answer. */
async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= limitBytes) parts.push(part);
  }
  if (size > limitBytes) {
    throw new Refusal(413, `The body has ${size} bytes; at most ${limitBytes} are taken.`);
  }
  return Buffer.concat(parts);
}
