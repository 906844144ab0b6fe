import { listTransactionsPage, summariseTransactions } from '@steward/api/ledger';
import { createStewardClient, type StewardClient } from '@steward/client/client';
import { ListTransactionsInput } from '@steward/core/ledger';
import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import { explainPage, resolveFilter } from '@steward/db/ledger';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeKey, ownedSteward } from '../access/steward.ts';
import { startWebServer } from '../access/web-server.ts';
import { report, type Figure } from './bench.ts';
import { quantileOf } from './birmingham.ts';
import { BANK_FILES } from './ledger/bank-files.ts';
import { fillLedger } from './ledger/generated-ledger.ts';
import { QUESTIONS } from './ledger/questions.ts';

// A ledger of a million transactions, generated, and what its pages ask of it; then files of a hundred thousand rows
// through the running server: until each row has its outcome, and until all are in the ledger.

const ROWS = 1_000_000;
const FILE_ROWS = 100_000;
const TURNS = 40;
const SLOW_MS = 100;

const figures: Figure[] = [];
const folder = mkdtempSync(join(tmpdir(), 'steward-bench-ledger-'));
try {
  await measureQuestions();
  await measureImports();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
report('ledger', figures);

async function measureQuestions(): Promise<void> {
  const dataFolder = join(folder, 'million');
  const filling = await openWorkspaceDb({ dataFolder, workspaceId: 'ws_bench', isBulk: true });
  const startedAt = performance.now();
  await fillLedger(filling, ROWS);
  filling.close();
  add('fillSeconds', (performance.now() - startedAt) / 1_000, 's', ROWS);
  const db = await openWorkspaceDb({ dataFolder, workspaceId: 'ws_bench' });
  for (const [name, question] of Object.entries(QUESTIONS)) {
    const inputOf = (turn: number) => ListTransactionsInput.parse(question(turn));
    const page = await p95(async (turn) => listTransactionsPage(db, inputOf(turn)));
    const sums = await p95(async (turn) => {
      const { cursor: _cursor, sort: _sort, offset: _offset, limit: _limit, ...filter } = inputOf(turn);
      return summariseTransactions(db, filter);
    });
    add(`page.${name}`, page, 'ms', TURNS);
    add(`sums.${name}`, sums, 'ms', TURNS);
    if (page > SLOW_MS) await printPlan(db, name, inputOf(0));
  }
  db.close();
}

async function p95(ask: (turn: number) => Promise<unknown>): Promise<number> {
  const milliseconds: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const startedAt = performance.now();
    await ask(turn);
    milliseconds.push(performance.now() - startedAt);
  }
  return quantileOf(milliseconds, 0.95);
}

function add(id: string, value: number, unit: string, n: number): void {
  figures.push({ id: `ledger.${id}`, value, unit, better: 'lower', n });
}

async function printPlan(db: WorkspaceDb, name: string, input: ListTransactionsInput): Promise<void> {
  const { sort, limit, offset = 0, ...filter } = input;
  const page = { sort, after: null, limit, offset };
  const plan = await db.read(async (orm) => explainPage(orm, await resolveFilter(orm, filter), page));
  process.stdout.write(`${name}:\n${plan.map((step) => `  ${step}\n`).join('')}`);
}

async function measureImports(): Promise<void> {
  const data = join(folder, 'imports');
  const { steward, cookie } = await ownedSteward(data);
  const { key } = await makeKey(steward, cookie, 'admin');
  await steward.runtime.close();
  const server = await startWebServer({ STEWARD_DATA: data });
  try {
    const client = createStewardClient({ url: server.url, apiKey: key });
    for (const [format, { name, write }] of Object.entries(BANK_FILES)) {
      const about = { name: format, type: 'checking', currency: 'EUR' } as const;
      const account = await client.ledger.createAccount.mutate(about);
      const text = write(FILE_ROWS);
      const startedAt = performance.now();
      const address = new URL(`/api/v1/imports?accountId=${account.id}`, server.url);
      const headers = { 'x-api-key': key, 'x-file-name': name, 'content-type': 'application/octet-stream' };
      const response = await fetch(address, { method: 'POST', headers, body: text });
      if (!response.ok) throw new Error(`upload: ${response.status} ${await response.text()}`);
      const { id } = (await response.json()) as { id: string };
      await waitFor(client, id, 'ready');
      const ready = performance.now();
      await client.imports.commit.mutate({ id });
      await waitFor(client, id, 'committed');
      add(`import.${format}.readySeconds`, (ready - startedAt) / 1_000, 's', FILE_ROWS);
      add(`import.${format}.committedSeconds`, (performance.now() - startedAt) / 1_000, 's', FILE_ROWS);
    }
  } finally {
    await server.stop();
  }
}

async function waitFor(client: StewardClient, id: string, status: 'ready' | 'committed'): Promise<void> {
  for (;;) {
    const file = await client.imports.getImport.query({ id });
    if (file.status === status) return;
    if (file.status === 'failed') throw new Error(file.failure ?? 'the import failed');
    await sleep(50);
  }
}
