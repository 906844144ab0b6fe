import { createStewardClient, type StewardClient } from '@steward/client/client';
import { openDatabaseFile } from '@steward/db/client';
import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import { makeKey, setUpOwner, startSteward } from '../access/steward.ts';
import { startWebServer } from '../access/web-server.ts';

// Birmingham's card transactions through the running server: upload, preview and commit, the first four
// fifths with their category, the rest decided. Meanwhile the web server is asked what people ask it.

const DATA = fileURLToPath(
  new URL('../../../shared/data/transactions/birmingham_pcard.csv.gz', import.meta.url),
);
const CONTEXT = ['directorate', 'vat', 'card_id'];
const LABELLED_SHARE = 0.8;
const ASK_EVERY_MS = 25;

if (!existsSync(DATA)) {
  process.stdout.write(`The benchmark needs ${DATA}, which is not here. Nothing was measured.\n`);
  process.exit(0);
}

const rows = await readRows();
const folder = mkdtempSync(join(tmpdir(), 'steward-bench-import-'));
try {
  const baselineSeconds = await measureBareInsert(join(folder, 'bare.db'));
  const steward = await startSteward(join(folder, 'data'));
  const cookie = await setUpOwner(steward);
  const { key } = await makeKey(steward, cookie, 'admin');
  await steward.runtime.close();
  const server = await startWebServer({ STEWARD_DATA: join(folder, 'data') });
  try {
    report(await measureImport(server.url, key), baselineSeconds);
  } finally {
    await server.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Cells of the columns that are imported; payees of this file are quoted where they hold commas. */
async function readRows(): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: createReadStream(DATA).pipe(createGunzip()) }))
    lines.push(line);
  return lines;
}

/** The file as uploaded: all columns, the category of the last fifth left out. */
function toUpload(): string {
  const [header = '', ...body] = rows;
  const columns = header.split(',');
  const category = columns.indexOf('category');
  const labelled = Math.floor(body.length * LABELLED_SHARE);
  const cut = (line: string) =>
    splitCells(line)
      .map((cell, index) => (index === category ? '' : cell))
      .join(',');
  return [header, ...body.slice(0, labelled), ...body.slice(labelled).map(cut), ''].join('\n');
}

/** Cells as they stand, quotes included. */
function splitCells(line: string): string[] {
  return line.match(/(?<=^|,)(?:"(?:[^"]|"")*"|[^,]*)(?=,|$)/g) ?? [];
}

/** The floor: the same lines into one bare table, nothing read, checked, learned or decided. */
async function measureBareInsert(path: string): Promise<number> {
  const file = await openDatabaseFile(path);
  await file.write((tx) => tx.execute('create table bare (line text)'));
  const startedAt = performance.now();
  for (let start = 0; start < rows.length; start += 1_000) {
    await file.write((tx) =>
      tx.insertMany(
        'bare',
        ['line'],
        rows.slice(start, start + 1_000).map((line) => [line]),
      ),
    );
  }
  file.close();
  return (performance.now() - startedAt) / 1_000;
}

interface Measured {
  seconds: number;
  decisions: number;
  /** Sorted. */
  answerMilliseconds: number[];
}

async function measureImport(url: string, apiKey: string): Promise<Measured> {
  const client = createStewardClient({ url, apiKey });
  const account = await client.ledger.createAccount.mutate({ name: 'Cards', type: 'card', currency: 'GBP' });
  const body = toUpload();
  const stopped = new AbortController();
  const asking = askMeanwhile({ url, apiKey, client, signal: stopped.signal });
  const startedAt = performance.now();
  const response = await fetch(new URL(`/api/imports?accountId=${account.id}`, url), {
    method: 'POST',
    headers: { 'x-api-key': apiKey, 'x-file-name': 'birmingham.csv', 'content-type': 'text/csv' },
    body,
  });
  if (!response.ok) throw new Error(`upload: ${response.status} ${await response.text()}`);
  const { id } = (await response.json()) as { id: string };
  const { profile } = await client.imports.getImport.query({ id });
  if (profile === null) throw new Error('the columns were not recognised');
  const columns = profile.columns.map(({ name, role }) => {
    if (CONTEXT.includes(name)) return { name, role: 'context' as const };
    return { name, role: role === 'context' ? ('ignore' as const) : role };
  });
  await client.imports.setProfile.mutate({
    id,
    profile: { ...profile, columns, signConvention: 'inverted' },
  });
  await waitFor(client, id, 'ready');
  await client.imports.commit.mutate({ id });
  await waitFor(client, id, 'committed');
  const seconds = (performance.now() - startedAt) / 1_000;
  stopped.abort();
  const answerMilliseconds = (await asking).sort((a, b) => a - b);
  const { counts } = await client.review.queue.query({ limit: 1 });
  return { seconds, decisions: counts.all, answerMilliseconds };
}

async function waitFor(client: StewardClient, id: string, status: 'ready' | 'committed'): Promise<void> {
  for (;;) {
    const file = await client.imports.getImport.query({ id });
    if (file.status === status) return;
    if (file.status === 'failed') throw new Error(file.failure ?? 'the import failed');
    await sleep(200);
  }
}

interface Asking {
  url: string;
  apiKey: string;
  client: StewardClient;
  signal: AbortSignal;
}

/** Health, the import's progress, the ledger and the queue in turn, until told to stop. */
async function askMeanwhile({ url, client, signal }: Asking): Promise<number[]> {
  const questions = [
    () => fetch(new URL('/healthz', url)).then((answer) => answer.text()),
    () => client.imports.listImports.query({ limit: 20 }),
    () => client.ledger.listTransactions.query({ limit: 50 }),
    () => client.review.queue.query({ limit: 50 }),
  ];
  const milliseconds: number[] = [];
  for (let index = 0; !signal.aborted; index++) {
    const startedAt = performance.now();
    await questions[index % questions.length]?.();
    milliseconds.push(performance.now() - startedAt);
    await sleep(ASK_EVERY_MS);
  }
  return milliseconds;
}

function report({ seconds, decisions, answerMilliseconds }: Measured, baselineSeconds: number): void {
  const at = (share: number) => answerMilliseconds[Math.ceil(answerMilliseconds.length * share) - 1] ?? 0;
  const n = rows.length - 1;
  const round = (value: number) => Math.round(value * 10) / 10;
  const lines = [
    ['rows', n],
    ['decided', decisions],
    ['seconds', round(seconds)],
    ['rows a second', Math.round(n / seconds)],
    ['bare insert of the lines, seconds', round(baselineSeconds)],
    ['web answers p50, ms', round(at(0.5))],
    ['web answers p95, ms', round(at(0.95))],
    ['web answers slowest, ms', round(at(1))],
    ['web answers measured', answerMilliseconds.length],
  ] as const;
  for (const [name, value] of lines) process.stdout.write(`${name.padEnd(36)} ${value}\n`);
  const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`;
  const figures = [
    {
      ...{ id: 'import.seconds', value: round(seconds), unit: 's', better: 'lower', n },
      ...{ baseline: round(baselineSeconds), baselineName: 'bare insert of the lines' },
    },
    {
      ...{ id: 'import.webP95Milliseconds', value: round(at(0.95)), unit: 'ms', better: 'lower' },
      n: answerMilliseconds.length,
    },
  ];
  process.stdout.write(`${JSON.stringify({ bench: 'import', machine, figures })}\n`);
}
