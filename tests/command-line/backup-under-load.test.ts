import { createStewardClient, type StewardClient } from '@steward/client/client';
import { CreateKey } from '@steward/core/access';
import { BackupManifest, RestoreReport } from '@steward/core/backup';
import { openDatabaseFile } from '@steward/db/client';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { ownedSteward } from '../access/steward.ts';
import { startWebServer, type WebServer } from '../access/web-server.ts';
import { documentOf, runSteward } from './run-steward.ts';

// A process takes its time on a machine that is busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const Backup = z.object({ manifest: BackupManifest });
const Verified = z.object({ status: z.string(), count: z.number() });
const ROWS = 4_000;
const ROWS_UNDER_LOAD = 600;

let root: string;
let folder: string;
let server: WebServer;
/** The keys of two workspaces. */
let keys: string[];
let workspaceIds: string[];

/** Not held back: the test asks far more often than an app. */
const keyOf = (name: string) => CreateKey.parse({ name, role: 'admin', limitPerMinute: 1_000_000 });

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'steward-load-'));
  folder = join(root, 'data');
  const { steward, scope } = await ownedSteward(folder);
  const { actor, workspace } = scope;
  const other = await steward.runtime.access.createWorkspace(actor, 'Other House');
  const { key: otherKey } = await steward.runtime.access.createKey(
    { actor, workspace: other },
    keyOf('Other key'),
  );
  const own = await steward.runtime.access.createKey({ actor, workspace }, keyOf('Own key'));
  keys = [own.key, otherKey];
  workspaceIds = [workspace.id, other.id];
  await steward.runtime.close();
  server = await startWebServer({ STEWARD_DATA: folder });
});

afterAll(async () => {
  await server.stop();
  rmSync(root, { recursive: true, force: true });
});

/** A bank file; a third of its rows has no category. */
function makeFile(name: string, rows: number): string {
  const lines = Array.from({ length: rows }, (_, index) => {
    const day = new Date(Date.UTC(2020, 0, 1 + (index % 900))).toISOString().slice(0, 10);
    const category = index % 3 === 0 ? '' : `Category ${index % 5}`;
    return `${day},${name} shop ${index % 37},${name} ${index},-${(index / 10 + 1).toFixed(2)},${category}`;
  });
  return ['Date,Payee,Memo,Amount,Category', ...lines, ''].join('\n');
}

interface Work {
  client: StewardClient;
  key: string;
  accountId: string;
  /** Calls that were answered. */
  done: number;
}

async function makeWork(key: string): Promise<Work> {
  const client = createStewardClient({ url: server.url, apiKey: key });
  const account = { name: 'Current', type: 'checking', currency: 'EUR', openingBalanceMinor: 0 } as const;
  return { client, key, accountId: (await client.ledger.createAccount.mutate(account)).id, done: 0 };
}

async function importFile({ client, key, accountId }: Work, file: string): Promise<void> {
  const response = await fetch(new URL(`/api/v1/imports?accountId=${accountId}`, server.url), {
    ...{ method: 'POST', headers: { 'x-api-key': key, 'x-file-name': 'bank.csv' }, body: file },
  });
  const { id } = (await response.json()) as { id: string };
  const reaches = (status: string) =>
    expect
      .poll(async () => (await client.imports.getImport.query({ id })).status, {
        timeout: 60_000,
        interval: 20,
      })
      .toBe(status);
  await reaches('ready');
  await client.imports.commit.mutate({ id });
  await reaches('committed');
}

/** Decides, answers reviews and imports until told to stop. */
async function keepWriting(work: Work, name: string, signal: AbortSignal): Promise<void> {
  const { client } = work;
  const until = async (task: (round: number) => Promise<unknown>) => {
    for (let round = 0; !signal.aborted; round++) {
      await task(round);
      work.done += 1;
    }
  };
  const decide = (round: number) =>
    client.decisions.decide.mutate({
      ...{ idempotencyKey: `${name}-${round}`, kind: 'category' },
      subjects: Array.from({ length: 20 }, (_, index) => ({
        ...{
          externalId: `${name}-${round}-${index}`,
          payee: `first shop ${index}`,
          amountMinor: -1_000 - round,
        },
        ...{ currency: 'EUR', date: '2026-01-02' },
      })),
    });
  const review = async (round: number) => {
    const { items } = await client.review.queue.query({ limit: 1 });
    const categories = await client.ledger.listCategories.query();
    const category = categories[round % categories.length];
    const [item] = items;
    if (!item || !category) return;
    const ids = { transactionIds: [item.transactionId], categoryId: category.id };
    const answered = await client.review.answer.mutate({ ...ids, idempotencyKey: `${name}-${round}` });
    if (round % 5 === 4) await client.review.undo.mutate({ changeSetId: answered.changeSetId });
  };
  await Promise.all([
    until(decide),
    until(review),
    until((round) => importFile(work, makeFile(`${name}${round}`, ROWS_UNDER_LOAD))),
  ]);
}

interface Tables {
  audit: unknown[];
  payloads: unknown[];
  learning: unknown[];
  decisions: unknown[];
  feedback: unknown[];
  transactions: unknown[];
  splits: unknown[];
}

interface Heads {
  seq: number;
  learningSeq: number;
}

/**
 * What a workspace's file says up to a head of its chain and of its learning events: all that is written
 * once, and the transactions that those events and decisions are about, as they were imported.
 */
async function readUpTo(path: string, { seq, learningSeq }: Heads): Promise<Tables> {
  const file = await openDatabaseFile(path);
  const all = (query: string) => file.read((orm) => orm.all(query));
  const known = `select transaction_id from learning_event where seq <= ${learningSeq} and transaction_id is not null
    union select subject_id from decisions_decision where audit_seq <= ${seq} and subject_type = 'transaction'`;
  const tables = {
    audit: await all(`select * from audit_record where seq <= ${seq} order by seq`),
    payloads: await all(`select * from audit_payload where seq <= ${seq} order by seq`),
    learning: await all(`select * from learning_event where seq <= ${learningSeq} order by seq`),
    decisions: await all(`select * from decisions_decision where audit_seq <= ${seq} order by id`),
    feedback: await all(
      `select id, decision_id, transaction_id, category_id, learning_seq, audit_seq, at from feedback_feedback where audit_seq <= ${seq} order by id`,
    ),
    transactions: await all(
      `select id, account_id, date, amount_minor, imported_payee, imported_memo, context, import_id, fingerprint
        from ledger_transaction where id in (${known}) order by id`,
    ),
    splits: await all(
      `select id, transaction_id, amount_minor from ledger_split where transaction_id in (${known}) order by id`,
    ),
  };
  file.close();
  return tables;
}

/**
 * Rows that no event or decision up to the head speaks of (an import under way decides after it has inserted), and
 * labels that the ledger does not show.
 */
async function findStrangers(path: string): Promise<unknown[]> {
  const file = await openDatabaseFile(path);
  const strangers = await file.read((orm) =>
    orm.all(`
      select 'transaction without event or decision' as what, id from ledger_transaction
        where id not in (select transaction_id from learning_event where transaction_id is not null)
          and id not in (select subject_id from decisions_decision)
          and import_id not in (select id from imports_import where status = 'committing')
      union all select 'decision without its record', d.id from decisions_decision d
        left join audit_record r on r.seq = d.audit_seq and r.subject = d.id where r.seq is null
      union all select 'label that the ledger does not show', e.transaction_id from learning_event e
        join ledger_transaction t on t.id = e.transaction_id
        where e.type = 'label_seen' and t.category_id is not e.category_id
          and e.seq = (select max(seq) from learning_event l where l.transaction_id = e.transaction_id)
          and not exists (select 1 from learning_event w where w.of_seq = e.seq)`),
  );
  file.close();
  return strangers;
}

const EVERYTHING = { seq: Number.MAX_SAFE_INTEGER, learningSeq: Number.MAX_SAFE_INTEGER };
const inFolder = (where: string, id: string) => join(where, 'workspaces', `${id}.db`);

test(
  'a backup under load, restored elsewhere, holds the same state and a whole chain',
  { timeout: 240_000 },
  async () => {
    const works = await Promise.all(keys.map(makeWork));
    for (const work of works) await importFile(work, makeFile('first', ROWS));
    const stop = new AbortController();
    const writing = works.map((work, index) => keepWriting(work, `load${index}`, stop.signal));
    await expect.poll(() => works.every(({ done }) => done >= 5), { timeout: 60_000 }).toBe(true);
    const before = works.map(({ done }) => done);
    const file = join(root, 'under-load.steward');
    const backup = await runSteward(root, ['backup', file, '--data', folder, '--json']);
    const during = works.map(({ done }, index) => done - (before[index] ?? 0));
    const { manifest } = documentOf(Backup, backup);
    stop.abort();
    await Promise.all(writing);

    // Nobody waited for the backup: both workspaces were written while it ran.
    expect(Math.min(...during)).toBeGreaterThan(0);
    expect(manifest.notes).toEqual([]);
    expect(statSync(file).mode & 0o777).toBe(0o600);

    const elsewhere = join(root, 'elsewhere');
    const restored = await runSteward(root, ['restore', file, '--data', elsewhere, '--json']);
    const report = documentOf(RestoreReport, restored);
    expect(report.workspaces.map(({ id }) => id).sort()).toEqual([...workspaceIds].sort());
    for (const { id, auditHead, learningSeq } of manifest.workspaces) {
      const heads = { seq: auditHead?.seq ?? 0, learningSeq };
      const original = await readUpTo(inFolder(folder, id), heads);
      const copy = await readUpTo(inFolder(elsewhere, id), EVERYTHING);
      expect(original.audit.length).toBe(heads.seq);
      expect(original.transactions.length).toBeGreaterThan(ROWS);
      expect(original.feedback.length).toBeGreaterThan(0);
      // One by one: a difference is then told by its table.
      for (const [table, rows] of Object.entries(original)) {
        expect({
          table,
          isEqual: JSON.stringify(copy[table as keyof Tables]) === JSON.stringify(rows),
        }).toEqual({
          ...{ table, isEqual: true },
        });
      }
      expect(await findStrangers(inFolder(elsewhere, id))).toEqual([]);
    }

    await goOnFrom(elsewhere, manifest);
  },
);

/** A server on the restored folder knows the keys, replays decisions bit for bit, and goes on with the chain. */
async function goOnFrom(elsewhere: string, manifest: BackupManifest): Promise<void> {
  const second = await startWebServer({ STEWARD_DATA: elsewhere });
  try {
    for (const [index, key] of keys.entries()) {
      const environment = { STEWARD_URL: second.url, STEWARD_API_KEY: key };
      const chain = join(root, `chain-${index}.jsonl`);
      const head = manifest.workspaces.find(({ id }) => id === workspaceIds[index])?.auditHead?.seq ?? 0;
      expect(
        documentOf(z.unknown(), await runSteward(root, ['status', '--json'], { environment })),
      ).toMatchObject({
        workspace: { id: workspaceIds[index], role: 'admin' },
        serverVersion: manifest.stewardVersion,
      });
      const replay = await runSteward(root, ['replay', '--last', '500', '--json'], { environment });
      expect(documentOf(z.unknown(), replay)).toMatchObject({ skipped: 0, differences: [] });
      await goOnWithImports(createStewardClient({ url: second.url, apiKey: key }));
      const subject = { payee: 'Kettle', amountMinor: -1, currency: 'EUR', date: '2026-01-02' };
      const input = JSON.stringify([{ ...subject, externalId: 'after' }]);
      expect((await runSteward(root, ['decide', '-'], { environment, input })).code).toBe(0);
      expect((await runSteward(root, ['audit', 'export', chain], { environment })).code).toBe(0);
      const verified = await runSteward(root, ['audit', 'verify', chain, '--json'], { environment });
      const { status, count } = documentOf(Verified, verified);
      expect(status).toBe('verified');
      expect(count).toBeGreaterThan(head);
    }
  } finally {
    expect(await second.stop()).toBe(0);
  }
}

/** What was under way in the backup is carried to its end. */
async function goOnWithImports(client: StewardClient): Promise<void> {
  const open = async () =>
    (await client.imports.listImports.query({ limit: 200 })).items.filter(({ status }) =>
      ['previewing', 'committing'].includes(status),
    );
  await expect.poll(open, { timeout: 60_000 }).toEqual([]);
  const { items } = await client.imports.listImports.query({ limit: 200 });
  expect(items.filter(({ status }) => status === 'failed')).toEqual([]);
}

test('a folder that a server runs on is not replaced, and one of a stopped server is moved aside', async () => {
  const file = join(root, 'again.steward');
  documentOf(z.unknown(), await runSteward(root, ['backup', file, '--data', folder, '--json']));
  const inUse = await runSteward(root, ['restore', file, '--data', folder, '--force', '--json']);
  expect(inUse.code).toBe(1);
  expect(JSON.parse(inUse.stdout)).toMatchObject({ error: { reason: 'folder_in_use' } });
  const stopped = join(root, 'elsewhere');
  const filesOf = (where: string) =>
    readdirSync(where)
      .filter((name) => !/-(wal|shm)$/.test(name))
      .sort();
  const kept = filesOf(stopped);
  const refused = await runSteward(root, ['restore', file, '--data', stopped, '--json']);
  expect(JSON.parse(refused.stdout)).toMatchObject({ error: { reason: 'folder_not_empty' } });
  const report = documentOf(
    RestoreReport,
    await runSteward(root, ['restore', file, '--data', stopped, '--force', '--json']),
  );
  expect(filesOf(report.movedAside ?? '')).toEqual(kept);
  expect(existsSync(join(stopped, 'control.db'))).toBe(true);
});

test(
  'one workspace goes back into its folder, and the others stay as they are',
  { timeout: 60_000 },
  async () => {
    const stopped = join(root, 'elsewhere');
    const [id = '', other = ''] = workspaceIds;
    const file = join(root, 'one.steward');
    const { manifest } = documentOf(
      Backup,
      await runSteward(root, ['backup', file, '--workspace', id, '--data', folder, '--json']),
    );
    const otherBefore = statSync(inFolder(stopped, other)).mtimeMs;
    const refused = await runSteward(root, ['restore', file, '--data', stopped]);
    expect(refused.stderr).toContain('--force');
    const report = documentOf(
      RestoreReport,
      await runSteward(root, ['restore', file, '--data', stopped, '--force', '--json']),
    );
    expect(report.workspaces).toMatchObject([{ id, auditHead: manifest.workspaces[0]?.auditHead }]);
    expect(existsSync(inFolder(report.movedAside ?? '', id))).toBe(true);
    expect(statSync(inFolder(stopped, other)).mtimeMs).toBe(otherBefore);
    const doctor = await runSteward(root, ['doctor', '--data', stopped, '--all', '--port', '1']);
    expect(doctor.stdout).toContain(`The audit chain of ${id} is whole`);
  },
);
