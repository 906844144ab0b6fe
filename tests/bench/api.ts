import { createStewardClient } from '@steward/client/client';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeKey, ownedSteward } from '../access/steward.ts';
import { startWebServer } from '../access/web-server.ts';
import { report } from './bench.ts';
import { importCsv, readBirmingham, toSubject } from './birmingham.ts';
import { keepBusy, type Loaded } from './load.ts';

// Decisions of other apps over REST and over tRPC: 20 clients that each send one transaction and wait for its answer,
// then four that send batches of 500. Each decision is explained, stored on disk and in the audit chain before it
// is answered. The clients run on the same cores as the server. The baseline is a bare HTTP server that answers the
// same number of bytes to the same clients.

const HISTORY = 40_000;
const CLIENTS = 20;
const BATCH = 500;
const BATCH_CLIENTS = 4;
const SECONDS = 10;
/** The first call reads the model; the next ten thousand are compiled as they are met. */
const WARM_UP_SECONDS = 10;

/** Lines that were asked about. */
let asked = HISTORY;

const { columns, lines } = await readBirmingham();
/** Written before anything is measured: reading lines is the bench's work, not that of an app. */
const subjects = lines.map((line, index) => JSON.stringify(toSubject({ columns, line, id: `app-${index}` })));
const folder = mkdtempSync(join(tmpdir(), 'steward-bench-api-'));
try {
  const key = await setUp(join(folder, 'data'));
  const server = await startWebServer({ STEWARD_DATA: join(folder, 'data') });
  try {
    const csv = [columns.join(','), ...lines.slice(0, HISTORY), ''].join('\n');
    const client = createStewardClient({ url: server.url, apiKey: key });
    await importCsv({ url: server.url, apiKey: key, client, csv });
    const rest = await measure(server.url, CLIENTS, () => toRest(key, 1));
    const trpc = await measure(server.url, CLIENTS, () => toTrpc(key, 1));
    const batches = await measure(server.url, BATCH_CLIENTS, () => toRest(key, BATCH));
    const bare = await measureBare(key);
    report('api', [...figuresOf('rest', rest, bare), ...figuresOf('trpc', trpc, bare), batchFigure(batches)]);
  } finally {
    await server.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A workspace with an owner; a key that may ask as often as it likes. */
async function setUp(dataFolder: string): Promise<string> {
  const { steward, cookie } = await ownedSteward(dataFolder);
  const { key } = await makeKey(steward, cookie, { role: 'admin', limitPerMinute: 1_000_000 });
  await steward.runtime.close();
  return key;
}

type Next = Parameters<typeof keepBusy>[0]['next'];

async function measure(url: string, clients: number, next: Next): Promise<Loaded> {
  await keepBusy({ url, clients, next, seconds: WARM_UP_SECONDS });
  return keepBusy({ url, clients, next, seconds: SECONDS });
}

/** A server that does nothing but answer as many bytes as a decision has. */
async function measureBare(key: string): Promise<Loaded> {
  const source = `
    import { createServer } from 'node:http';
    const body = 'x'.repeat(2600);
    const server = createServer((request, response) => {
      request.resume();
      request.on('end', () => response.end(body));
    });
    server.listen(0, '127.0.0.1', () => process.send(server.address().port));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [port] = (await once(child, 'message')) as [number];
  try {
    return await measure(`http://127.0.0.1:${port}`, CLIENTS, () => toRest(key, 1));
  } finally {
    child.kill();
  }
}

function headersOf(key: string) {
  return { 'x-api-key': key, 'content-type': 'application/json' };
}

function inputOf(count: number): string {
  const texts = Array.from({ length: count }, () => subjects[asked++ % subjects.length]);
  return `{"kind":"category","idempotencyKey":"${crypto.randomUUID()}","subjects":[${texts.join()}]}`;
}

function toRest(key: string, count: number) {
  return { path: '/api/v1/decisions', headers: headersOf(key), body: inputOf(count) };
}

function toTrpc(key: string, count: number) {
  return { path: '/api/trpc/decisions.decide', headers: headersOf(key), body: `{"json":${inputOf(count)}}` };
}

type Figure = Parameters<typeof report>[1][number];

function figuresOf(way: string, { perSecond, p95Milliseconds, requests }: Loaded, bare: Loaded): Figure[] {
  const baselineName = 'a bare HTTP server, the same bytes';
  return [
    {
      ...{ id: `api.${way}PerSecond`, value: perSecond, unit: 'decisions/s', better: 'higher', n: requests },
      ...{ baseline: bare.perSecond, baselineName },
    },
    {
      ...{
        id: `api.${way}P95Milliseconds`,
        value: p95Milliseconds,
        unit: 'ms',
        better: 'lower',
        n: requests,
      },
      ...{ baseline: bare.p95Milliseconds, baselineName },
    },
  ];
}

function batchFigure({ perSecond, requests }: Loaded): Figure {
  return {
    ...{ id: 'api.batchPerSecond', value: perSecond * BATCH, unit: 'decisions/s', better: 'higher' },
    n: requests * BATCH,
  };
}
