// Serves the built app. The adapter's own server takes https unless told otherwise (which refuses forms over
// plain http), trusts forwarded headers of anyone, and waits for ever on open event streams when it stops.
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { createApiHandler, isApiPath, securityHeaders } from '@steward/api/http';
import { getRuntime } from '@steward/api/runtime';

const port = Number(process.env.PORT || 3000);
const host = process.env.HOST || '127.0.0.1';
const trustProxy = process.env.TRUST_PROXY === '1';
const handlerFile = new URL('./build/handler.js', import.meta.url);
const secondsToFinish = 10;
/** How long the rest of a request that was answered early is taken in, so that its sender reads the answer. */
const secondsToDrain = 60;

function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

if (!Number.isInteger(port) || port < 0 || port > 65535) {
  refuse('PORT must be a whole number from 0 to 65535.');
}
if (!existsSync(handlerFile))
  refuse('The web app is not built yet: run npm start in the folder of the project.');

// Each thread sweeps its own young objects: the helpers of several at once are in the way of those that answer.
setFlagsFromString('--no-parallel-scavenge');

// Whatever is written is for this user only.
process.umask(0o077);
process.env.NODE_ENV ??= 'production';
process.env.PROTOCOL_HEADER = 'x-forwarded-proto';
// The adapter would cut off uploads; the app enforces its limits route by route while it reads.
process.env.BODY_SIZE_LIMIT = 'Infinity';

/** The last entry of a forwarded header: the one that our own proxy wrote. */
function lastEntry(header) {
  return header === undefined ? undefined : String(header).split(',').at(-1)?.trim() || undefined;
}

/** Makes protocol, host and client address say what this server knows, whatever the client claims. */
function settleHeaders(request) {
  const headers = request.headers;
  const forwarded = trustProxy ? lastEntry(headers['x-forwarded-for']) : undefined;
  const protocol = trustProxy ? lastEntry(headers['x-forwarded-proto']) : undefined;
  const forwardedHost = trustProxy ? lastEntry(headers['x-forwarded-host']) : undefined;
  headers['x-client-ip'] = forwarded ?? request.socket.remoteAddress ?? '';
  headers['x-forwarded-proto'] = protocol === 'https' ? 'https' : 'http';
  if (forwardedHost) headers.host = forwardedHost;
  delete headers['x-forwarded-host'];
}

const { handler } = await import(handlerFile.href);
const answerApi = createApiHandler(getRuntime);
/**
 * The newest response of each connection. Not a set of responses: an entry a request, added and deleted, leaves used-up
 * tables behind that hold a third of all responses until the next full collection.
 */
const responseOf = new Map();
const server = createServer((request, response) => {
  settleHeaders(request);
  responseOf.set(request.socket, response);
  response.on('finish', () => {
    if (!request.complete)
      setTimeout(() => request.complete || request.destroy(), secondsToDrain * 1000).unref();
  });
  const [path] = request.url.split('?');
  if (isApiPath(path)) {
    answerApi(request, response).catch(() => response.destroy());
    return;
  }
  // Files of the build are answered by the adapter, which asks no hook.
  const isSecure = request.headers['x-forwarded-proto'] === 'https';
  for (const [name, value] of Object.entries(securityHeaders(isSecure))) response.setHeader(name, value);
  void handler(request, response, () => {
    response.statusCode = 404;
    response.end('Not found');
  });
});
// A large file over a slow line takes longer than the default of five minutes.
server.requestTimeout = 0;

server.on('connection', (socket) => socket.on('close', () => responseOf.delete(socket)));
server.on('error', (error) => {
  const taken = error.code === 'EADDRINUSE';
  const choose = `choose another with: npm start -- --port ${port < 65535 ? port + 1 : 3000}`;
  refuse(taken ? `Port ${port} is taken: ${choose}` : `Cannot listen on ${host}:${port}: ${error.message}`);
});
server.listen({ port, host }, () => {
  const name = host.includes(':') ? `[${host}]` : host;
  process.stdout.write(`Steward listens on http://${name}:${server.address().port}\n`);
});

let isStopping = false;
function stop(signal) {
  if (isStopping) return;
  isStopping = true;
  server.close(() => {
    process.emit('sveltekit:shutdown', signal);
    // Whoever closes databases on that event keeps the process alive until done; this is only the last resort.
    setTimeout(() => process.exit(0), 5000).unref();
  });
  server.closeIdleConnections();
  for (const response of responseOf.values()) {
    const isStream = String(response.getHeader('content-type') ?? '').startsWith('text/event-stream');
    if (isStream) response.destroy();
  }
  setTimeout(() => server.closeAllConnections(), secondsToFinish * 1000).unref();
}

process.on('SIGTERM', () => stop('SIGTERM'));
process.on('SIGINT', () => stop('SIGINT'));
