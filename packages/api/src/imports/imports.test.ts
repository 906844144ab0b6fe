import { createVerifier, verifyRecord } from '@steward/core/audit';
import type { Actor } from '@steward/core/identity';
import { readAuditRange } from '@steward/db/audit';
import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import { readImport } from '@steward/db/imports';
import { insertAccount, listCategories, listTransactions } from '@steward/db/ledger';
import fc from 'fast-check';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commitImport } from './commit.ts';
import { reportErrors } from './error-report.ts';
import type { ImportSetting } from './import-setting.ts';
import {
  cancelImport,
  commitImportNow,
  createImport,
  guessImport,
  listRowsPage,
  setProfile,
  type ImportDeps,
} from './imports.service.ts';
import { noteDecided } from './note-decided.ts';
import { previewImport } from './preview.ts';
import { uploadPath } from './upload.ts';

const actor: Actor = { kind: 'user', id: 'usr_test', name: 'Ada' };
const now = () => new Date('2026-11-23T10:00:00Z');
const ACCOUNT = 'acc_01900000-0000-7000-8000-000000000000';

let dataFolder: string;
let db: WorkspaceDb;
let deps: ImportDeps;
let setting: ImportSetting;
let decided: string[];

beforeEach(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'steward-imports-'));
  db = await openWorkspaceDb({ dataFolder, workspaceId: 'ws_test' });
  const account = {
    id: ACCOUNT,
    name: 'Card',
    type: 'card' as const,
    currency: 'EUR',
    openingBalanceMinor: 0,
  };
  await db.write((tx) => insertAccount(tx, { ...account, externalId: null, createdAt: now() }));
  decided = [];
  const decide = (ids: readonly string[]) => {
    decided.push(...ids);
    return noteDecided(db, ids);
  };
  const runner = { start: () => undefined };
  deps = { db, runner, dataFolder, limitBytes: 1_000_000, actor, now };
  setting = { db, dataFolder, now, chunkRows: 7, decide };
});

afterEach(() => {
  db.close();
  rmSync(dataFolder, { recursive: true });
});

function upload(text: string | Uint8Array, headers: Record<string, string> = {}) {
  const { body } = new Response(text);
  return createImport(deps, {
    headers: new Headers({ 'x-file-name': 'bank.csv', ...headers }),
    body: body,
    accountId: ACCOUNT,
  });
}

async function importWhole(text: string) {
  const { id } = await upload(text);
  await previewImport(setting, id);
  await commitImportNow(deps, id);
  await commitImport(setting, id);
  return db.read((orm) => readImport(orm, id));
}

async function ledger() {
  const items = await db.read((orm) => listTransactions(orm, { status: 'all', before: null, limit: 10_000 }));
  return items
    .map(({ date, importedPayee, amountMinor, importedMemo, categoryName }) =>
      [date, importedPayee, amountMinor, importedMemo, categoryName].join(' | '),
    )
    .sort();
}

const HEADER = 'Date,Payee,Memo,Amount,Category';
const file = (...lines: string[]) => [HEADER, ...lines, ''].join('\n');
const coffees = file(
  '2026-01-02,Kettle,,-3.20,Coffee',
  '2026-01-02,Kettle,,-3.20,Coffee',
  '2026-01-03,Shop,,-9.99,',
  '2026-01-04,Rent,,-900.00,Home',
);

describe('an import', () => {
  it('says of every row what would happen, writes nothing, then writes one change set', async () => {
    const { id, status } = await upload(coffees);
    expect(status).toBe('previewing');
    await previewImport(setting, id);
    expect(await ledger()).toEqual([]);
    const rows = await listRowsPage(db, { id, limit: 50 });
    expect(rows.items.map(({ rowNumber, outcome, reason }) => [rowNumber, outcome, reason.code])).toEqual([
      ...[
        [2, 'new', 'new'],
        [3, 'new', 'alike_kept'],
        [4, 'new', 'new'],
        [5, 'new', 'new'],
      ],
    ]);
    const { changeSetId } = await commitImportNow(deps, id);
    await commitImport(setting, id);
    expect(await db.read((orm) => readImport(orm, id))).toMatchObject({
      ...{ status: 'committed', counts: { rows: 4, new: 4, duplicate: 0, error: 0 } },
      ...{ progress: { done: 4, total: 4 } },
    });
    expect(await ledger()).toHaveLength(4);
    expect(decided).toHaveLength(1);
    const [items] = await db.read((orm) =>
      orm.all<{ n: number }>(
        `select count(*) as n from ledger_change_set_item where change_set_id = '${changeSetId}'`,
      ),
    );
    // Four transactions, two categories, and three payees with a spelling each.
    expect(items?.n).toBe(12);
    expect((await db.read(listCategories)).map(({ name }) => name)).toEqual(['Coffee', 'Home']);
  });

  it('of the same file twice adds nothing', async () => {
    await importWhole(coffees);
    const before = await ledger();
    const again = await importWhole(coffees);
    expect(again.counts).toMatchObject({ new: 0, duplicate: 4 });
    expect(await ledger()).toEqual(before);
  });

  it('of one file in two pieces that overlap gives the ledger of the whole', async () => {
    const line = fc.tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom('Kettle', 'KETTLE', 'Shop', 'Rent'),
      fc.constantFrom('-3.20', '9.99'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 6, maxLength: 20 }),
        fc.integer({ min: 2, max: 8 }),
        async (lines, cut) => {
          await db.write((tx) => tx.execute('delete from ledger_transaction'));
          const sorted = [...lines].sort(([a], [b]) => a - b);
          const write = (part: typeof lines) =>
            file(...part.map(([day, payee, amount]) => `2026-01-0${day},${payee},,${amount},`));
          await importWhole(write(sorted.filter(([day]) => day <= cut)));
          await importWhole(write(sorted.filter(([day]) => day >= cut - 1)));
          const inPieces = (await ledger()).map((text) => text.toLowerCase()).sort();
          const whole = sorted.map(([day, payee, amount]) =>
            `2026-01-0${day} | ${payee} | ${Math.round(Number(amount) * 100)} |  | `.toLowerCase(),
          );
          expect(inPieces).toEqual(whole.sort());
        },
      ),
      { numRuns: 15 },
    );
  });

  it('goes by external ids where there are any, also within one file', async () => {
    const text = (...ids: string[]) =>
      ['Date,Payee,Amount,Transaction ID', ...ids.map((id) => `2026-01-02,Kettle,-3.20,${id}`)].join('\n');
    expect((await importWhole(text('A', 'B', 'A', 'C'))).counts).toMatchObject({ new: 3, duplicate: 1 });
    expect((await importWhole(text('C', 'D', 'A'))).counts).toMatchObject({ new: 1, duplicate: 2 });
    expect(await ledger()).toHaveLength(4);
  });

  it('keeps what others brought in between preview and commit', async () => {
    const { id } = await upload(coffees);
    await previewImport(setting, id);
    await importWhole(coffees.replace('Shop', 'Other shop'));
    await commitImportNow(deps, id);
    await commitImport(setting, id);
    expect((await db.read((orm) => readImport(orm, id))).counts).toMatchObject({
      ...{ new: 0, matched: 1, duplicate: 3 },
    });
    expect(await ledger()).toHaveLength(5);
  });

  it('reports bad rows and takes the good ones; a corrected profile brings in only what was missing', async () => {
    const text = [
      'Date,Payee,Amount',
      '13/01/2026,=cmd(),"1,00"',
      '14/01/2026,Shop,"12,3O"',
      '01/02/2026,Shop,"2,00"',
      '31/02/2026,x,"2,00"',
    ].join('\n');
    const done = await importWhole(text);
    expect(done.counts).toMatchObject({ new: 2, error: 2 });
    let report = '';
    for await (const piece of reportErrors(db, done.id)) report += piece;
    expect(report).toBe(
      'row,column,value,expected\r\n3,Amount,"12,3O","a number such as 1.234,56"\r\n5,Date,31/02/2026,a day that exists: February 2026 has 28 days\r\n',
    );
    const again = await upload(text);
    const profile = again.profile;
    if (!profile) throw new Error('a profile was expected');
    await setProfile(deps, again.id, { ...profile, dateOrder: 'mdy' });
    await previewImport(setting, again.id);
    const rows = await listRowsPage(db, { id: again.id, limit: 9 });
    expect(rows.items.map(({ outcome, reason }) => `${outcome} ${reason.code}`)).toEqual([
      ...['error unreadable', 'error unreadable', 'duplicate same_file', 'error unreadable'],
    ]);
  });

  it('is committed oldest first, also when the file runs backwards', async () => {
    await importWhole(
      file('2026-01-04,D,,1.00,x', '2026-01-03,C2,,1.00,x', '2026-01-03,C1,,1.00,x', '2026-01-02,A,,1.00,x'),
    );
    const learned = await db.read((orm) =>
      orm.all<{ p: string }>(
        `select t.imported_payee as p from learning_event e join ledger_transaction t on t.id = e.transaction_id order by e.seq`,
      ),
    );
    expect(learned.map(({ p }) => p)).toEqual(['A', 'C1', 'C2', 'D']);
  });

  it('takes in what a column says is pending, and a later file books that transaction', async () => {
    const withStatus = (...lines: string[]) => ['Date,Payee,Amount,Status', ...lines, ''].join('\n');
    const { id } = await upload(
      withStatus(
        '2026-01-02,Kettle,-3.20,Pending',
        '2026-01-01,Shop,-9.99,Booked',
        '2026-01-01,Rent,-9.00,Odd',
      ),
    );
    expect((await guessImport(deps, id)).statuses).toEqual([
      { value: 'Pending', meaning: 'pending' },
      { value: 'Booked', meaning: 'posted' },
      { value: 'Odd', meaning: null },
    ]);
    await previewImport(setting, id);
    await commitImportNow(deps, id);
    await commitImport(setting, id);
    const states = () =>
      db.read((orm) =>
        orm.all<Record<string, unknown>>(
          'select id, date, status, imported_payee as payee from ledger_transaction order by date, id',
        ),
      );
    const before = await states();
    expect(before.map(({ payee, status }) => `${String(payee)} ${String(status)}`)).toEqual([
      ...['Shop posted', 'Kettle pending'],
    ]);
    await importWhole(withStatus('2026-01-04,Kettle,-3.20,Booked', '2026-01-05,Kettle,-3.20,Booked'));
    const after = await states();
    expect(after.map(({ date, status }) => `${String(date)} ${String(status)}`)).toEqual([
      ...['2026-01-01 posted', '2026-01-04 posted', '2026-01-05 posted'],
    ]);
    expect(after[1]?.id).toBe(before[1]?.id);
  });

  it('can be cancelled in the middle and taken up again', async () => {
    const text = file(...Array.from({ length: 40 }, (_, index) => `2026-01-01,Payee ${index},,1.00,`));
    const { id } = await upload(text);
    await previewImport(setting, id);
    await commitImportNow(deps, id);
    let chunks = 0;
    const decide = async (ids: readonly string[]) => {
      await setting.decide(ids);
      chunks += 1;
      if (chunks === 2) await cancelImport(deps, id);
    };
    await commitImport({ ...setting, decide }, id);
    expect((await db.read((orm) => readImport(orm, id))).status).toBe('cancelled');
    expect(await ledger()).toHaveLength(28);
    await commitImportNow(deps, id);
    await commitImport(setting, id);
    expect(await ledger()).toHaveLength(40);
    expect(new Set(decided).size).toBe(40);
  });

  it('keeps the profile for the account and leaves a whole chain behind', async () => {
    await importWhole(coffees);
    const { id } = await upload(coffees.replace('Rent', 'Rents'));
    expect(await guessImport(deps, id)).toMatchObject({ source: 'kept', problems: [] });
    const verifier = createVerifier();
    for (const record of await db.read((orm) => readAuditRange(orm, 1, 1_000))) {
      expect(verifyRecord(verifier, record)).toBeNull();
    }
    expect(verifier.count).toBe(5);
  });
});

describe('an upload', () => {
  it('is refused while it streams once it is too large, and leaves nothing', async () => {
    await expect(upload('x'.repeat(1_000_001))).rejects.toMatchObject({ reason: 'upload_too_large' });
    const form = new FormData();
    form.set('file', new File(['y'.repeat(1_200_000)], 'big.csv'));
    const { headers, body } = new Response(form);
    const sent = createImport(deps, { headers, body: body, accountId: ACCOUNT });
    await expect(sent).rejects.toMatchObject({ reason: 'upload_too_large' });
    expect(await db.read((orm) => orm.all('select id from imports_import'))).toEqual([]);
  });

  it('may be a form, whose other fields name the account', async () => {
    const form = new FormData();
    form.set('accountId', ACCOUNT);
    form.set('file', new File([coffees], '../Kontoauszug ä.csv'));
    const { headers, body } = new Response(form);
    const created = await createImport(deps, {
      headers,
      body: body,
      accountId: null,
    });
    expect(created).toMatchObject({
      fileName: 'Kontoauszug ä.csv',
      status: 'previewing',
      sizeBytes: coffees.length,
    });
    expect(existsSync(uploadPath({ dataFolder, workspaceId: 'ws_test', importId: created.id }))).toBe(true);
    await cancelImport(deps, created.id);
    await previewImport(setting, created.id);
    expect((await db.read((orm) => readImport(orm, created.id))).status).toBe('cancelled');
  });

  it('says what is missing', async () => {
    await expect(upload('')).rejects.toMatchObject({ reason: 'empty_file' });
    const { headers, body } = new Response(new FormData());
    const sent = createImport(deps, { headers, body: body, accountId: ACCOUNT });
    await expect(sent).rejects.toMatchObject({ reason: 'no_file' });
    expect((await upload('just some words\nand more')).status).toBe('uploaded');
  });
});
