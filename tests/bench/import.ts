import { createStewardClient, type StewardClient } from '@steward/client/client';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeKey, ownedSteward } from '../access/steward.ts';
import { startWebServer } from '../access/web-server.ts';
import { report } from './bench.ts';
import { importCsv, measureBareInsert, quantileOf, readBirmingham, splitCells } from './birmingham.ts';

// Birmingham's card transactions through the running server: upload, preview and commit, the first four
// fifths with their category, the rest decided. Meanwhile the web server is asked what people ask it.

const LABELLED_SHARE = 0.8;
const ASK_EVERY_MS = 25;

const { columns, lines } = await readBirmingham();
const folder = mkdtempSync(join(tmpdir(), 'steward-bench-import-'));
try {
  const bareMilliseconds = await measureBareInsert(join(folder, 'bare.db'), lines, 1_000);
  const { steward, cookie } = await ownedSteward(join(folder, 'data'));
  const { key } = await makeKey(steward, cookie, 'admin');
  await steward.runtime.close();
  const server = await startWebServer({ STEWARD_DATA: join(folder, 'data') });
  try {
    const { seconds, decided, answerMilliseconds } = await measureImport(server.url, key);
    process.stdout.write(
      `${lines.length} rows, ${decided} of them decided; ` +
        `the slowest of ${answerMilliseconds.length} web answers took ` +
        `${quantileOf(answerMilliseconds, 1).toFixed(1)} ms, half of them less than ` +
        `${quantileOf(answerMilliseconds, 0.5).toFixed(1)} ms\n`,
    );
    report('import', [
      {
        ...{ id: 'import.seconds', value: seconds, unit: 's', better: 'lower', n: lines.length },
        baseline: bareMilliseconds.reduce((total, one) => total + one, 0) / 1_000,
        baselineName: 'bare insert of the lines',
      },
      {
        ...{ id: 'import.rowsPerSecond', value: lines.length / seconds, unit: 'rows/s', better: 'higher' },
        n: lines.length,
      },
      {
        ...{ id: 'import.webP95Milliseconds', value: quantileOf(answerMilliseconds, 0.95) },
        ...{ unit: 'ms', better: 'lower', n: answerMilliseconds.length },
      },
    ]);
  } finally {
    await server.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The file as uploaded: all columns, the category of the last fifth left out. */
function toUpload(): string {
  const category = columns.indexOf('category');
  const labelled = Math.floor(lines.length * LABELLED_SHARE);
  const cut = (line: string) =>
    splitCells(line)
      .map((cell, index) => (index === category ? '' : cell))
      .join(',');
  return [columns.join(','), ...lines.slice(0, labelled), ...lines.slice(labelled).map(cut), ''].join('\n');
}

interface Measured {
  seconds: number;
  decided: number;
  answerMilliseconds: number[];
}

async function measureImport(url: string, apiKey: string): Promise<Measured> {
  const client = createStewardClient({ url, apiKey });
  const csv = toUpload();
  const stopped = new AbortController();
  const asking = askMeanwhile({ url, client, signal: stopped.signal });
  const startedAt = performance.now();
  await importCsv({ url, apiKey, client, csv });
  const seconds = (performance.now() - startedAt) / 1_000;
  stopped.abort();
  const answerMilliseconds = await asking;
  const { counts } = await client.review.queue.query({ limit: 1 });
  return { seconds, decided: counts.all, answerMilliseconds };
}

interface Asking {
  url: string;
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
