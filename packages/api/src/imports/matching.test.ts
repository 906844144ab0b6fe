import type { Actor } from '@steward/core/identity';
import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import { readImport } from '@steward/db/imports';
import { insertAccount, listTransactions } from '@steward/db/ledger';
import { listMatches, selectMatches, selectNear, selectTransferCandidates } from '@steward/db/matches';
import { sql, type SQL } from 'drizzle-orm';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addTransaction } from '../ledger/index.ts';
import { commitImport } from './commit.ts';
import type { ImportSetting } from './import-setting.ts';
import { commitImportNow, createImport, listRowsPage, type ImportDeps } from './imports.service.ts';
import { keepRow } from './keep-row.ts';
import { noteDecided } from './note-decided.ts';
import { previewImport } from './preview.ts';

const actor: Actor = { kind: 'user', id: 'usr_test', name: 'Ada' };
const now = () => new Date('2026-11-23T10:00:00Z');
const CARD = 'acc_01900000-0000-7000-8000-000000000000';
const SAVINGS = 'acc_01900000-0000-7000-8000-000000000001';

let dataFolder: string;
let db: WorkspaceDb;
let deps: ImportDeps;
let setting: ImportSetting;

beforeEach(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'steward-matching-'));
  db = await openWorkspaceDb({ dataFolder, workspaceId: 'ws_test' });
  for (const [id, name] of [
    [CARD, 'Card'],
    [SAVINGS, 'Savings'],
  ] as const) {
    const account = { id, name, type: 'card' as const, currency: 'EUR', openingBalanceMinor: 0 };
    await db.write((tx) => insertAccount(tx, { ...account, externalId: null, createdAt: now() }));
  }
  const decide = (ids: readonly string[]) => noteDecided(db, ids);
  deps = { db, runner: { start: () => undefined }, dataFolder, limitBytes: 1_000_000, actor, now };
  setting = { db, dataFolder, now, chunkRows: 7, decide };
});

afterEach(() => {
  db.close();
  rmSync(dataFolder, { recursive: true });
});

async function preview(
  lines: readonly string[],
  { accountId = CARD, name = 'bank.csv', head = HEADER } = {},
) {
  const { body } = new Response([head, ...lines, ''].join('\n'));
  const { id } = await createImport(deps, { headers: new Headers({ 'x-file-name': name }), body, accountId });
  await previewImport(setting, id);
  return id;
}

const HEADER = 'Date,Payee,Memo,Amount';

async function commit(id: string) {
  await commitImportNow(deps, id);
  await commitImport(setting, id);
  return db.read((orm) => readImport(orm, id));
}

async function importWhole(lines: readonly string[], options: Parameters<typeof preview>[1] = {}) {
  return commit(await preview(lines, options));
}

async function ledger() {
  const items = await db.read((orm) => listTransactions(orm, { status: 'all', before: null, limit: 10_000 }));
  return items
    .map(({ date, importedPayee, amountMinor }) => `${date} ${importedPayee} ${amountMinor}`)
    .sort();
}

const matches = () => db.read((orm) => listMatches(orm, { filter: 'open', afterId: null, limit: 50 }));

const dayOf = (day: number) => `2026-01-${String(day).padStart(2, '0')}`;

describe('importing', () => {
  it('a file in whole days, with overlaps, in any order, ends in the same ledger', async () => {
    const line = fc.tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom('Kettle', 'Shop', 'Rent'),
      fc.constantFrom('-3.20', '9.99'),
    );
    const pieces = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })), {
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 20 }),
        pieces,
        fc.integer({ min: 1, max: 9 }),
        async (lines, more, cut) => {
          for (const table of ['ledger_transaction', 'imports_import', 'imports_row', 'matches_match']) {
            await db.write((tx) => tx.execute(`delete from ${table}`));
          }
          const sorted = [...lines].sort(([a], [b]) => a - b);
          const days = (one: number, other: number) =>
            sorted
              .filter(([day]) => day >= Math.min(one, other) && day <= Math.max(one, other))
              .map(([day, payee, amount]) => `${dayOf(day)},${payee},,${amount}`);
          for (const piece of [...more.map(([one, other]) => days(one, other)), days(cut, 9), days(1, cut)]) {
            if (piece.length > 0) await importWhole(piece);
          }
          const whole = sorted.map(
            ([day, payee, amount]) => `${dayOf(day)} ${payee} ${Math.round(Number(amount) * 100)}`,
          );
          expect(await ledger()).toEqual(whole.sort());
          expect(await matches()).toEqual([]);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('asks of a coffee of a day that is cut between two files, and has it meanwhile', async () => {
    await importWhole(['2026-01-01,Shop,,-9.99', '2026-01-02,Kettle,,-3.20', '2026-01-02,Baker,,-4.00']);
    const id = await preview([
      ...['2026-01-02,Kettle,,-3.20', '2026-01-02,Kettle,,-3.20'],
      ...['2026-01-02,Lunch,,-8.00', '2026-01-03,Shop,,-9.99'],
    ]);
    const { items } = await listRowsPage(db, { id, limit: 9 });
    expect(items.map(({ outcome, reason }) => `${outcome} ${reason.code}`)).toEqual([
      ...['matched maybe_second', 'new alike_kept', 'new new', 'new new'],
    ]);
    const { counts, doubts } = await commit(id);
    expect(counts).toMatchObject({ new: 3, matched: 1, duplicate: 0 });
    expect(doubts.join()).toContain('1 row is of a day that is cut between two files');
    expect(await ledger()).toHaveLength(7);
    expect(await matches()).toMatchObject([
      { kind: 'duplicate', evidence: { rule: 'same_day_cut' }, first: { importedPayee: 'Kettle' } },
    ]);
  });

  it('takes what two files share on their one common day as the same, and says so', async () => {
    await importWhole(['2026-01-01,Salary,,900.00', '2026-02-01,Salary,,900.00']);
    const { counts, doubts } = await importWhole(['2026-02-01,Salary,,900.00', '2026-03-01,Salary,,900.00']);
    expect(counts).toMatchObject({ new: 1, matched: 0, duplicate: 1 });
    expect(doubts.join()).toContain('on the one day that this file shares with an earlier one');
  });

  it('brings in a row that a person says is a second one, and takes it for known from then on', async () => {
    await importWhole(['2026-01-01,Shop,,-9.99', '2026-01-02,Kettle,,-3.20']);
    const lines = ['2026-01-02,Kettle,,-3.20', '2026-01-03,Shop,,-1.00'];
    const id = await preview(lines);
    await keepRow(deps, { id, rowNumber: 2 });
    expect(await keepRow(deps, { id, rowNumber: 2 })).toMatchObject({ counts: { new: 2, duplicate: 0 } });
    await expect(keepRow(deps, { id, rowNumber: 3 })).rejects.toMatchObject({ reason: 'not_a_twin' });
    await expect(keepRow(deps, { id, rowNumber: 9 })).rejects.toMatchObject({ reason: 'import_row' });
    expect((await commit(id)).counts).toMatchObject({ new: 2, matched: 0 });
    await expect(keepRow(deps, { id, rowNumber: 3 })).rejects.toMatchObject({ reason: 'not_ready' });
    const whole = [
      '2026-01-01,Shop,,-9.99',
      '2026-01-02,Kettle,,-3.20',
      '2026-01-02,Kettle,,-3.20',
      ...lines.slice(1),
    ];
    expect((await importWhole(whole)).counts).toMatchObject({ new: 0, duplicate: 4 });
    expect(await ledger()).toHaveLength(4);
    expect(await matches()).toEqual([]);
  });

  it('proposes a row that may be a transaction in other words, and counts both', async () => {
    await importWhole([
      ...['2026-01-01,Shop,,-1.00', '2026-01-05,CARD 1234 KETTLE,,-3.20'],
      ...['2026-01-07,Kettle,,-3.20', '2026-01-09,Shop,,-2.00'],
    ]);
    const { counts } = await importWhole([
      ...['2026-01-02,Shop,,-7.00', '2026-01-06,Kettle London,,-3.20'],
      ...['2026-01-07,Kettle,,-3.20', '2026-01-09,Shop,,-2.00', '2026-01-12,Kettle,,-3.20'],
    ]);
    expect(counts).toMatchObject({ new: 2, matched: 1, duplicate: 2 });
    expect(await ledger()).toHaveLength(7);
    expect(await matches()).toMatchObject([
      {
        ...{ kind: 'duplicate', state: 'proposed', evidence: { rule: 'near', daysApart: 1 } },
        first: {
          date: '2026-01-05',
          importedPayee: 'CARD 1234 KETTLE',
          accountName: 'Card',
          fileName: 'bank.csv',
        },
        second: { date: '2026-01-06', importedPayee: 'Kettle London' },
      },
    ]);
  });

  it('proposes a row for what was entered by hand between its preview and its commit', async () => {
    const id = await preview(['2026-01-05,KETTLE 12,,-3.20', '2026-01-09,Shop,,-2.00']);
    const engine = { redecide: async () => 0, decideTransactions: async () => undefined };
    const entered = { accountId: CARD, date: '2026-01-04', amountMinor: -320, payee: 'Kettle', memo: '' };
    await addTransaction(
      { db, actor, now, engine },
      { ...entered, notes: '', tags: [], state: 'posted', categoryId: null, idempotencyKey: 'one' },
    );
    expect((await commit(id)).counts).toMatchObject({ new: 1, matched: 1 });
    expect(await matches()).toMatchObject([{ kind: 'duplicate', first: { importId: null } }]);
  });

  it('of two weeks with a daily coffee at one price proposes nothing', async () => {
    const days = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, index) => `${dayOf(from + index)},Kettle,,-3.20`);
    await importWhole(days(1, 7));
    await importWhole(days(8, 14));
    await importWhole(days(5, 20));
    expect(await ledger()).toHaveLength(20);
    expect(await matches()).toEqual([]);
  });

  it('proposes what two accounts have with opposite amounts as a transfer, once, the nearest first', async () => {
    await importWhole([
      '2026-01-05,To savings,,-200.00',
      '2026-01-09,To savings,,-50.00',
      '2026-01-09,Shop,,-9.99',
    ]);
    const savings = { accountId: SAVINGS, name: 'savings.csv' };
    await importWhole(
      ['2026-01-06,From card,,200.00', '2026-01-30,From card,,50.00', '2026-01-10,x,,9.98'],
      savings,
    );
    expect(await matches()).toMatchObject([
      {
        ...{ kind: 'transfer', state: 'proposed', evidence: { rule: 'opposite_amounts', daysApart: 1 } },
        first: { accountName: 'Card', amountMinor: -20_000 },
        second: { accountName: 'Savings', amountMinor: 20_000 },
      },
    ]);
    await importWhole(['2026-01-06,From card,,200.00'], { ...savings, head: `${HEADER},Note` });
    expect(await matches()).toHaveLength(1);
    expect(await ledger()).toHaveLength(6);
  });
});

describe('the queries for matches', () => {
  async function planOf(query: SQL): Promise<string> {
    const rows = await db.read((orm) => orm.all<{ detail: string }>(sql`explain query plan ${query}`));
    return rows.map(({ detail }) => detail).join('\n');
  }

  it('find transactions by their amount, and what waits by its state', async () => {
    const row = { rowNumber: 1, date: '2026-01-01', amountMinor: 1, payee: '', hasExternalId: false };
    const near = await planOf(selectNear({ accountId: CARD, importId: 'imp', rows: [row] }));
    expect(near).toContain('ledger_transaction_amount (amount_minor=? AND date>? AND date<?)');
    const transfers = await planOf(selectTransferCandidates({ ids: ['a'], limit: 1 }));
    expect(transfers).toContain('ledger_transaction_amount (amount_minor=? AND date>? AND date<?)');
    expect(transfers).not.toContain('SCAN m');
    const open = await planOf(selectMatches({ filter: 'open', afterId: 'mat_1', limit: 10 }));
    expect(open).toContain('matches_match_state (state=? AND id>?)');
    expect(open).not.toContain('TEMP B-TREE');
  });
});
