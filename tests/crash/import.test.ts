import { commitImportNow, createImport, type ImportRunner } from '@steward/api/imports';
import { createVerifier, verifyRecord } from '@steward/core/audit';
import { readAuditRange } from '@steward/db/audit';
import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import { readImport } from '@steward/db/imports';
import { insertAccount } from '@steward/db/ledger';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const PROCESS = fileURLToPath(new URL('./import-process.ts', import.meta.url));
const ROWS = 2_400;
const CHUNK_ROWS = 8;
const KILLS = 20;
const KILLS_IN_PREVIEW = 4;
const ACCOUNT = 'acc_01900000-0000-7000-8000-000000000000';

let dataFolder: string;
let db: WorkspaceDb;

beforeAll(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'steward-crash-'));
  db = await openWorkspaceDb({ dataFolder, workspaceId: 'ws_crash' });
});

afterAll(() => {
  db.close();
  rmSync(dataFolder, { recursive: true, force: true });
});

/** Two identical coffees a day, a third of the rows without a category. */
function makeFile(): string {
  const lines = Array.from({ length: ROWS }, (_, index) => {
    const day = new Date(Date.UTC(2020, 0, 1 + Math.floor(index / 4))).toISOString().slice(0, 10);
    const payee = index % 4 < 2 ? 'Kettle & Crumb' : `Shop ${index % 37}`;
    const category = index % 3 === 0 ? '' : index % 4 < 2 ? 'Coffee' : `Category ${index % 5}`;
    return `${day},${payee},${index % 4 < 2 ? '' : index},-${(index % 4 < 2 ? 3.2 : index / 10 + 1).toFixed(2)},${category}`;
  });
  return ['Date,Payee,Memo,Amount,Category', ...lines, ''].join('\n');
}

/** Starts the process and kills it in the middle; true when it was done before. */
async function runAndKill(afterMs: number): Promise<boolean> {
  const child = spawn(process.execPath, [PROCESS, dataFolder, String(CHUNK_ROWS)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), ended]);
  const before = await progressOf();
  // Not before it did something: a kill during the start would prove nothing.
  while (child.exitCode === null && (await progressOf()) === before) await sleep(2);
  await Promise.race([sleep(afterMs, undefined, { ref: false }), ended]);
  child.kill('SIGKILL');
  const [code] = (await ended) as [number | null];
  return code === 0;
}

async function progressOf(): Promise<string> {
  const [row] = await db.read((orm) =>
    orm.all<{ p: string }>('select status || done_rows as p from imports_import'),
  );
  return row?.p ?? '';
}

async function count(query: string): Promise<number> {
  const [row] = await db.read((orm) => orm.all<{ n: number }>(`select count(*) as n from ${query}`));
  return row?.n ?? -1;
}

it(
  'killed twenty times, loses nothing, doubles nothing and leaves a whole chain',
  { timeout: 120_000 },
  async () => {
    const now = () => new Date();
    const actor = { kind: 'user', id: 'usr_test', name: 'Ada' } as const;
    const account = {
      id: ACCOUNT,
      name: 'Card',
      type: 'card' as const,
      currency: 'EUR',
      openingBalanceMinor: 0,
    };
    await db.write((tx) => insertAccount(tx, { ...account, externalId: null, createdAt: now() }));
    const idle: Pick<ImportRunner, 'start'> = { start: () => undefined };
    const deps = { db, runner: idle, dataFolder, limitBytes: 1_000_000, actor, now };
    const { id } = await createImport(deps, {
      headers: new Headers({ 'x-file-name': 'bank.csv' }),
      body: new Response(makeFile()).body,
      accountId: ACCOUNT,
    });
    let kills = 0;
    for (; kills < KILLS_IN_PREVIEW; kills++) expect(await runAndKill(kills * 15)).toBe(false);
    while ((await db.read((orm) => readImport(orm, id))).status === 'previewing') await runAndKill(60_000);
    await commitImportNow(deps, id);
    for (; kills < KILLS; kills++) expect(await runAndKill((kills * 7) % 40)).toBe(false);
    expect(await runAndKill(60_000)).toBe(true);

    expect(await db.read((orm) => readImport(orm, id))).toMatchObject({
      ...{ status: 'committed', counts: { rows: ROWS, new: ROWS, duplicate: 0, error: 0 } },
    });
    const unlabelled = ROWS / 3;
    expect(await count('ledger_transaction')).toBe(ROWS);
    expect(
      await count('(select distinct transaction_id from imports_row where transaction_id is not null)'),
    ).toBe(ROWS);
    expect(
      await count(
        'ledger_split s join ledger_transaction t on t.id = s.transaction_id and t.amount_minor = s.amount_minor',
      ),
    ).toBe(ROWS);
    expect(await count(`learning_event where type = 'label_seen'`)).toBe(ROWS - unlabelled);
    expect(
      await count(
        'ledger_provenance p join learning_event e on e.seq = p.learning_seq and e.transaction_id = p.transaction_id',
      ),
    ).toBe(ROWS - unlabelled);
    expect(await count(`ledger_change_set_item where entity = 'transaction'`)).toBe(ROWS);
    expect(await count(`ledger_change_set`)).toBe(1);
    expect(await count('decisions_decision')).toBe(unlabelled);
    expect(await count('(select distinct subject_id from decisions_decision)')).toBe(unlabelled);
    expect(await count('review_item')).toBe(unlabelled);
    const verifier = createVerifier();
    for (const record of await db.read((orm) => readAuditRange(orm, 1, 10_000))) {
      expect(verifyRecord(verifier, record)).toBeNull();
    }
    // Uploaded, commit begun, every decision, committed, the change set.
    expect(verifier.count).toBe(unlabelled + 4);
  },
);
