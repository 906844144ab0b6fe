import type { Actor } from '@steward/core/identity';
import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import { readImport } from '@steward/db/imports';
import { appendLearning, readLearningEvents, readLearningHead } from '@steward/db/learning';
import { insertAccount, listCategories, listTransactions, readTransaction } from '@steward/db/ledger';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { undoChangeSet } from '../changes/index.ts';
import { commitImport } from './commit.ts';
import type { ImportSetting } from './import-setting.ts';
import {
  commitImportNow,
  createImport,
  guessImport,
  listRowsPage,
  setOptions,
  setProfile,
  type ImportDeps,
} from './imports.service.ts';
import { noteDecided } from './note-decided.ts';
import { previewImport } from './preview.ts';

const actor: Actor = { kind: 'user', id: 'usr_test', name: 'Ada' };
const now = () => new Date('2026-11-23T10:00:00Z');
const ACCOUNT = 'acc_01900000-0000-7000-8000-000000000000';
const SAVINGS = 'acc_01900000-0000-7000-8000-000000000001';

let dataFolder: string;
let db: WorkspaceDb;
let deps: ImportDeps;
let setting: ImportSetting;
let decided: string[];

beforeEach(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'steward-bank-files-'));
  db = await openWorkspaceDb({ dataFolder, workspaceId: 'ws_test' });
  const about = { currency: 'EUR', openingBalanceMinor: 0, createdAt: now() };
  await db.write(async (tx) => {
    await insertAccount(tx, { ...about, id: ACCOUNT, name: 'Card', type: 'card', externalId: null });
    await insertAccount(tx, {
      ...about,
      id: SAVINGS,
      name: 'Savings',
      type: 'savings',
      externalId: 'SAVE 2',
    });
  });
  deps = { db, runner: { start: () => undefined }, dataFolder, limitBytes: 1_000_000, actor, now };
  decided = [];
  const decide = (ids: readonly string[]) => {
    decided.push(...ids);
    return noteDecided(db, ids);
  };
  setting = { db, dataFolder, now, chunkRows: 2, decide };
});

afterEach(() => {
  db.close();
  rmSync(dataFolder, { recursive: true });
});

async function preview(text: string, accountId = ACCOUNT) {
  // The name says nothing: the format is told by what is in the file.
  const headers = new Headers({ 'x-file-name': 'download.txt' });
  const { id } = await createImport(deps, { headers, body: new Response(text).body, accountId });
  await previewImport(setting, id);
  return db.read((orm) => readImport(orm, id));
}

async function bringIn(text: string) {
  const { id } = await preview(text);
  await commitImportNow(deps, id);
  await commitImport(setting, id);
  return db.read((orm) => readImport(orm, id));
}

async function ledger() {
  const items = await db.read((orm) => listTransactions(orm, { status: 'all', before: null, limit: 100 }));
  return items
    .map(({ date, importedPayee, amountMinor, importedMemo }) =>
      [date, importedPayee, amountMinor, importedMemo].join(' | '),
    )
    .sort();
}

const ofxEntry = (id: string, date: string, amount: string, name: string) =>
  `<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>${date}<TRNAMT>${amount}<FITID>${id}<NAME>${name}</STMTTRN>`;
const ofxAccount = (number: string, ...entries: string[]) =>
  `<STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>${number}<ACCTTYPE>CHECKING</BANKACCTFROM>` +
  `<BANKTRANLIST>${entries.join('')}</BANKTRANLIST></STMTRS></STMTTRNRS>`;
const ofx = (...accounts: string[]) =>
  'OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nCHARSET:1252\n\n' +
  '<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS></SONRS></SIGNONMSGSRSV1>' +
  `<BANKMSGSRSV1>${accounts.join('')}</BANKMSGSRSV1></OFX>`;

const camtEntry = (status: string, amount: string, name: string, id: string) =>
  `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>${status}</Sts>` +
  `<BookgDt><Dt>2026-01-05</Dt></BookgDt><AcctSvcrRef>${id}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Cdtr>` +
  `<Nm>${name}</Nm></Cdtr></RltdPties></TxDtls></NtryDtls></Ntry>`;
const camtBalance = (code: string, amount: string) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt>` +
  '<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-05</Dt></Dt></Bal>';
const camt = (...inner: string[]) =>
  '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">' +
  '<BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>1</Id><Acct><Id><IBAN>DE1</IBAN></Id></Acct>' +
  `${inner.join('')}</Stmt></BkToCstmrStmt></Document>`;

it('brings OFX in by its content, and a file that overlaps adds only what is new', async () => {
  const first = [ofxEntry('1', '20260102', '-3.20', 'Kettle'), ofxEntry('2', '20260103', '-9.99', 'Shop')];
  const file = await bringIn(ofx(ofxAccount('1', ...first)));
  expect(file).toMatchObject({ status: 'committed', format: 'ofx', profile: null, doubts: [] });
  expect(file.counts).toMatchObject({ rows: 2, new: 2, duplicate: 0, error: 0 });
  const second = await bringIn(
    ofx(ofxAccount('1', first[1] ?? '', ofxEntry('3', '20260104', '-900.00', 'Rent'))),
  );
  expect(second.counts).toMatchObject({ rows: 2, new: 1, duplicate: 1 });
  expect(await ledger()).toEqual([
    '2026-01-02 | Kettle | -320 | ',
    '2026-01-03 | Shop | -999 | ',
    '2026-01-04 | Rent | -90000 | ',
  ]);
});

const entries = () => db.read((orm) => listTransactions(orm, { status: 'all', before: null, limit: 9 }));
const coffee = (status: string, day: string, id = '') =>
  camtEntry(status, '3.20', 'Café', id).replace('2026-01-05', `2026-01-${day}`);

it('takes in what is pending, and lets the file that books it change that transaction', async () => {
  const first = await bringIn(
    camt(camtEntry('BOOK', '5.00', 'Bakery', 'a'), camtEntry('PDNG', '7.00', 'Café', 'b')),
  );
  expect(first.counts).toMatchObject({ new: 2, error: 0 });
  const pending = (await entries()).find(({ status }) => status === 'pending');
  expect(pending).toMatchObject({ importedPayee: 'Café', amountMinor: -700 });
  const id = pending?.id ?? '';
  await db.write((tx) =>
    appendLearning(tx, [{ type: 'label_seen', subject: { transactionId: id }, categoryId: 'cat_1' }], now()),
  );
  const learned = () => db.read((orm) => readLearningEvents(orm, { afterSeq: 0, throughSeq: 9, limit: 9 }));
  const before = await learned();

  const booked = camtEntry('BOOK', '7.50', 'Café Rösti', 'b').replace('2026-01-05', '2026-01-07');
  const second = await bringIn(camt(camtEntry('BOOK', '5.00', 'Bakery', 'a'), booked));
  expect(second.counts).toMatchObject({ new: 0, duplicate: 1, matched: 1 });
  expect((await listRowsPage(db, { id: second.id, outcome: 'matched', limit: 9 })).items).toMatchObject([
    { transactionId: id, reason: { code: 'posts_pending', transactionId: id } },
  ]);
  const after = await db.read((orm) => readTransaction(orm, id));
  const values = { status: 'posted', amountMinor: -750, date: '2026-01-07', importedPayee: 'Café Rösti' };
  expect(after).toMatchObject({ ...values, splits: [{ amountMinor: -750 }] });
  // What was learned of it while it was pending is learned of what it was then.
  expect(await learned()).toEqual(before);

  const again = await bringIn(camt(camtEntry('PDNG', '7.00', 'Café', 'b'), booked, booked));
  expect(again.counts).toMatchObject({ new: 0, duplicate: 3 });

  const engine = { redecide: () => Promise.resolve(0) };
  await undoChangeSet({ db, actor, now, engine }, { id: second.changeSetId ?? '', rest: false });
  expect((await entries()).find((row) => row.id === id)).toEqual({ ...pending, version: 3 });
  expect((await db.read((orm) => readTransaction(orm, id)))?.splits).toMatchObject([{ amountMinor: -700 }]);
  expect(await learned()).toEqual(before);
});

it('knows what is booked by amount, payee and days where the bank gives it another id, and keeps a second coffee', async () => {
  await bringIn(camt(coffee('PDNG', '05', 'p1')));
  const [pending] = await entries();
  const booked = [coffee('BOOK', '06', 'b1'), coffee('BOOK', '07', 'b2')];
  const file = await bringIn(camt(...booked));
  expect(file.counts).toMatchObject({ new: 1, matched: 1 });
  const rows = await entries();
  expect(rows.map(({ status }) => status)).toEqual(['posted', 'posted']);
  expect(rows.find(({ id }) => id === pending?.id)?.date).toBe('2026-01-06');
  expect((await bringIn(camt(...booked, coffee('PDNG', '05', 'p1')))).counts).toMatchObject({
    ...{ new: 0, matched: 0, duplicate: 3 },
  });
  await bringIn(camt(coffee('PDNG', '08')));
  // Nine days later it is another one.
  expect((await bringIn(camt(coffee('BOOK', '17')))).counts).toMatchObject({ new: 1, matched: 0 });
});

it('takes of what a file lists as pending and as booked only what is booked', async () => {
  const file = await bringIn(camt(coffee('PDNG', '05', 'x'), coffee('BOOK', '06', 'x')));
  expect(file.counts).toMatchObject({ new: 1, duplicate: 1 });
  expect(await entries()).toMatchObject([{ status: 'posted', date: '2026-01-06' }]);
});

it('brings a booked row in as new when what it was to book was undone since the preview', async () => {
  const first = await bringIn(camt(coffee('PDNG', '05', 'x')));
  const second = await preview(camt(coffee('BOOK', '06', 'x')));
  expect(second.counts).toMatchObject({ matched: 1 });
  const engine = { redecide: () => Promise.resolve(0) };
  await undoChangeSet({ db, actor, now, engine }, { id: first.changeSetId ?? '', rest: false });
  await commitImportNow(deps, second.id);
  await commitImport(setting, second.id);
  const file = await db.read((orm) => readImport(orm, second.id));
  expect(file.counts).toMatchObject({ new: 1, matched: 0 });
  expect(await entries()).toMatchObject([{ status: 'posted', amountMinor: -320 }]);
});

it('says when the balances of a file are not what its entries make of them', async () => {
  const entry = camtEntry('BOOK', '5.00', 'Bakery', 'a');
  const right = await preview(camt(camtBalance('OPBD', '20.00'), camtBalance('CLBD', '15.00'), entry));
  expect(right.doubts).toEqual([]);
  const wrong = await preview(camt(camtBalance('OPBD', '20.00'), camtBalance('CLBD', '12.00'), entry));
  expect(wrong.doubts).toEqual([
    'The statement of DE1 until 2026-01-05 opens at 20.00 EUR and closes at 12.00 EUR, but its entries lead to 15.00 EUR: ' +
      '-3.00 EUR is missing from them.',
  ]);
});

it('reads MT940, and QIF with what its dates leave open and its parts', async () => {
  await bringIn(
    ':20:1\n:25:123\n:28C:1\n:60F:C260101EUR10,00\n:61:2601020102D3,20NMSCNONREF//X1\n:86:Kettle\n:62F:C260102EUR6,80\n-\n',
  );
  const qif = await bringIn(
    '!Type:Bank\nD02/03/26\nT-9.99\nPShop\n^\nD04/03/26\nT-30.00\nPMarket\nSFood\n$-10.00\nSHome\n$-20.00\n^\n' +
      'D05/03/26\nT-50.00\nPTo savings\nL[Savings]\n^\n',
  );
  expect(qif.format).toBe('qif');
  expect(qif.doubts).toHaveLength(1);
  expect(qif.doubts[0]).toMatch(/date/i);
  const lines = await ledger();
  expect(lines).toContain('2026-01-02 | Kettle | -320 | ');
  expect(lines.some((line) => line.includes('To savings | -5000 | [Savings]'))).toBe(true);
});

it('keeps the parts of an entry as splits of one transaction, and asks nothing about it', async () => {
  const qif = await bringIn(
    '!Type:Bank\nD1/23/26\nT-30.00\nPMarket\nSFood\nEBread\n$-10.00\nS[Savings]\n$-20.00\n^\n' +
      'D1/24/26\nT-5.00\nPKiosk\nSPapers\n$-5.00\n^\nD1/25/26\nT-9.00\nPShop\nSFood\n$-8.00\n^\n',
  );
  expect(qif.counts).toMatchObject({ new: 2, error: 1 });
  const { items: rows } = await listRowsPage(db, { id: qif.id, limit: 10 });
  expect(rows[0]?.parsed?.splits).toHaveLength(2);
  expect(rows[2]?.reason.message).toMatch(/parts.+ add up to the amount/);
  const items = await db.read((orm) => listTransactions(orm, { status: 'all', before: null, limit: 9 }));
  const categories = new Map((await db.read(listCategories)).map(({ id, name }) => [id, name]));
  const split = items.find(({ payeeName }) => payeeName === 'Market');
  const whole = await db.read((orm) => readTransaction(orm, split?.id ?? ''));
  expect(whole?.categoryId).toBeNull();
  expect(
    whole?.splits.map(({ categoryId, amountMinor, memo }) => [
      ...[categoryId === null ? null : categories.get(categoryId), amountMinor, memo],
    ]),
  ).toEqual([
    ['Food', -1000, 'Bread'],
    [null, -2000, '[Savings]'],
  ]);
  // One part is no split: its category is that of the whole, and is learned.
  expect(items.find(({ payeeName }) => payeeName === 'Kiosk')).toMatchObject({ categoryName: 'Papers' });
  expect(decided).toEqual([]);
  expect(await db.read(readLearningHead)).toBe(1);
});

it('loses no money where a bank uses one id for two transactions', async () => {
  const entries = [ofxEntry('1', '20260102', '-3.20', 'Kettle'), ofxEntry('1', '20260103', '-9.99', 'Shop')];
  const first = await bringIn(ofx(ofxAccount('1', ...entries)));
  expect(first.counts).toMatchObject({ new: 2, duplicate: 0 });
  const again = await bringIn(ofx(ofxAccount('1', ...entries.reverse(), entries[0] ?? '')));
  expect(again.counts).toMatchObject({ new: 0, duplicate: 3 });
  expect(await ledger()).toHaveLength(2);
});

it('keeps what was paid in another currency, and its rate', async () => {
  const entry =
    '<Ntry><Amt Ccy="EUR">10.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-01-05</Dt></BookgDt>' +
    '<NtryDtls><TxDtls><AmtDtls><InstdAmt><Amt Ccy="USD">12.50</Amt><CcyXchg><SrcCcy>USD</SrcCcy><XchgRate>1.25</XchgRate>' +
    '</CcyXchg></InstdAmt></AmtDtls><RltdPties><Cdtr><Nm>Hotel</Nm></Cdtr></RltdPties></TxDtls></NtryDtls></Ntry>';
  await bringIn(camt(entry, camtEntry('BOOK', '5.00', 'Bakery', 'a')));
  const items = await db.read((orm) => listTransactions(orm, { status: 'all', before: null, limit: 9 }));
  const original = Object.fromEntries(items.map((item) => [item.payeeName, item.original]));
  expect(original).toEqual({
    Hotel: { amountMinor: -1250, currency: 'USD', rate: '1.25' },
    Bakery: null,
  });
});

it('reads the dates of QIF in the order that is said, and tells which it took and why', async () => {
  const text = '!Type:Bank\nD02/03/26\nT-9.99\nPShop\n^\n';
  const open = await preview(text);
  expect(open.dates).toMatchObject({ order: 'mdy', basis: 'usual', isOpen: true });
  await setOptions(deps, open.id, { dateOrder: 'dmy', accounts: [] });
  await previewImport(setting, open.id);
  const forced = await db.read((orm) => readImport(orm, open.id));
  expect(forced).toMatchObject({ dates: { order: 'dmy', basis: 'forced' }, doubts: [] });
  const { items } = await listRowsPage(db, { id: open.id, limit: 10 });
  expect(items[0]?.parsed?.date).toBe('2026-03-02');
  const sure = await preview(`${text}D1/31/26\nT-1.00\nPShop\n^\n`);
  expect(sure.dates).toMatchObject({ basis: 'only', isOpen: false });
  expect(sure.dates?.reason).toBe('Month, day, year: 1/31/26 in line 6 is a date only so.');
  const ofxFile = await preview(ofx(ofxAccount('1', ofxEntry('1', '20260102', '-3.20', 'Kettle'))));
  await expect(setOptions(deps, ofxFile.id, { dateOrder: 'dmy', accounts: [] })).rejects.toThrow('only QIF');
});

const two = ofx(
  ofxAccount('ONE1', ofxEntry('1', '20260102', '-3.20', 'Kettle')),
  ofxAccount('SAVE2', ofxEntry('1', '20260102', '1.00', 'Interest')),
);

it('brings each account of a file to the one of ours with its number, in one import', async () => {
  const file = await preview(two);
  expect(file.accounts).toMatchObject([
    { number: 'ONE1', entries: 1, accountId: null, how: 'unknown' },
    { number: 'SAVE2', entries: 1, accountId: SAVINGS, how: 'number' },
  ]);
  expect(file.counts).toMatchObject({ rows: 1, new: 1 });
  const { items } = await listRowsPage(db, { id: file.id, limit: 10 });
  expect(items).toMatchObject([{ rowNumber: 2, accountId: SAVINGS, parsed: { payee: 'Interest' } }]);

  const accounts = [{ number: 'one-1', accountId: ACCOUNT }];
  await setOptions(deps, file.id, { dateOrder: null, accounts });
  await previewImport(setting, file.id);
  await commitImportNow(deps, file.id);
  await commitImport(setting, file.id);
  const entries = await db.read((orm) => listTransactions(orm, { status: 'all', before: null, limit: 9 }));
  // The same id of the bank in two accounts is of two transactions.
  expect(Object.fromEntries(entries.map((entry) => [entry.importedPayee, entry.accountId]))).toEqual({
    Kettle: ACCOUNT,
    Interest: SAVINGS,
  });
});

it('knows a row of the same file again in its account only', async () => {
  const first = await preview(two);
  await commitImportNow(deps, first.id);
  await commitImport(setting, first.id);
  const again = await preview(two);
  const { items } = await listRowsPage(db, { id: again.id, limit: 10 });
  expect(items.map(({ reason }) => reason.code)).toEqual(['same_file']);
  const choices = [
    { number: 'ONE1', accountId: SAVINGS },
    { number: 'SAVE2', accountId: ACCOUNT },
  ];
  await setOptions(deps, again.id, { dateOrder: null, accounts: choices });
  await previewImport(setting, again.id);
  expect((await db.read((orm) => readImport(orm, again.id))).counts).toMatchObject({ new: 2, duplicate: 0 });
  const leftOut = { number: 'SAVE2', accountId: null };
  await setOptions(deps, again.id, { dateOrder: null, accounts: [leftOut] });
  await previewImport(setting, again.id);
  const file = await db.read((orm) => readImport(orm, again.id));
  expect(file.accounts.map(({ how }) => how)).toEqual(['unknown', 'left_out']);
  expect(file.counts).toMatchObject({ rows: 0, new: 0 });
  const nowhere = [{ number: 'ONE1', accountId: 'acc_none' }];
  await expect(setOptions(deps, again.id, { dateOrder: null, accounts: nowhere })).rejects.toThrow(
    'acc_none',
  );
});

const statement = (number: string, ...inner: string[]) =>
  `<Stmt><Id>1</Id><Acct><Id><IBAN>${number}</IBAN></Id></Acct>${inner.join('')}</Stmt>`;
const camtOf = (...statements: string[]) => camt().replace(/<Stmt>.*<\/Stmt>/, statements.join(''));
const entryOf = (day: string, amount: string, name: string) =>
  camtEntry('BOOK', amount, name, '').replace('2026-01-05', `2026-01-${day}`);

it('asks of each account of a file what may be here in other words, or of a day that is cut', async () => {
  const other = statement('DE9', entryOf('02', '8.00', 'Elsewhere'));
  const saved = (...entries: string[]) => camtOf(other, statement('SAVE2', ...entries));
  await bringIn(
    saved(...[entryOf('01', '9.99', 'Shop'), entryOf('02', '3.20', 'Café'), entryOf('02', '4.00', 'Baker')]),
  );
  const cut = await preview(
    saved(
      ...[entryOf('02', '3.20', 'Café'), entryOf('02', '3.20', 'Café'), entryOf('02', '8.00', 'Lunch')],
      entryOf('04', '9.99', 'Shop'),
    ),
  );
  const codesOf = async (id: string) =>
    (await listRowsPage(db, { id, limit: 9 })).items.map(
      ({ outcome, reason }) => `${outcome} ${reason.code}`,
    );
  expect(await codesOf(cut.id)).toEqual([
    ...['matched maybe_second', 'new alike_kept', 'new new', 'new new'],
  ]);
  // Of another kind of file, with another spelling and day: no row of this file explains what is here.
  const ofxRows = [
    ...[ofxEntry('1', '20251230', '-1.00', 'Rent'), ofxEntry('2', '20260103', '-4.00', 'BAKER 12')],
    ofxEntry('3', '20260109', '-2.00', 'Rail'),
  ];
  const near = await preview(ofx(ofxAccount('DE9'), ofxAccount('SAVE2', ...ofxRows)));
  expect(await codesOf(near.id)).toEqual(['new new', 'matched maybe_same', 'new new']);
});

it('leaves what is pending in a closed month, before the commit and at it', async () => {
  const entry = (status: string, date: string) =>
    camtEntry(status, '3.20', 'Café', '').replace('2026-01-05', date);
  await bringIn(camt(entry('PDNG', '2026-01-30')));
  const [pending] = await entries();
  const late = await preview(camt(entry('BOOK', '2026-02-02')));
  expect(late.counts).toMatchObject({ matched: 1, error: 0 });
  await db.write((tx) =>
    tx.execute(
      `insert into closing_month (starts_on, ends_before, closed_at) values ('2026-01-01', '2026-02-01', 0)`,
    ),
  );
  await commitImportNow(deps, late.id);
  await commitImport(setting, late.id);
  expect((await db.read((orm) => readImport(orm, late.id))).counts).toMatchObject({ new: 0, error: 1 });
  expect(await entries()).toEqual([pending]);

  const again = await preview(camt(entry('BOOK', '2026-02-02'), entry('BOOK', '2026-02-20')));
  const { items } = await listRowsPage(db, { id: again.id, limit: 9 });
  expect(items.map(({ outcome }) => outcome)).toEqual(['error', 'new']);
  expect(items[0]?.reason.message).toContain(
    'It books what is pending since 2026-01-30. The month from 2026-01-01',
  );
});

it('holds the balance of the file against that of the account, before and after the commit', async () => {
  const balances = [camtBalance('OPBD', '20.00'), camtBalance('CLBD', '15.00')];
  const file = await preview(camt(...balances, camtEntry('BOOK', '5.00', 'Bakery', 'a')));
  const expected = { date: '2026-01-05', fileMinor: 1500, ledgerMinor: -500 };
  const since = { firstDifferenceOn: '2026-01-04', isBeforeFile: true };
  expect(file.accounts[0]?.balance).toMatchObject({ ...expected, ...since });
  await commitImportNow(deps, file.id);
  await commitImport(setting, file.id);
  const after = await db.read((orm) => readImport(orm, file.id));
  expect(after.accounts[0]?.balance).toMatchObject({ ...expected, ...since });
});

it('refuses a broken file with its line, and columns where there are none', async () => {
  await expect(preview(camt('<Ntry>').slice(0, -30))).rejects.toThrow(/^Line 1: .+ Expected .+\.$/);
  const { id } = await preview(camt(camtEntry('BOOK', '5.00', 'Bakery', 'a')));
  await expect(guessImport(deps, id)).rejects.toThrow('it has no columns to settle');
  const profile = { columns: [] } as unknown as Parameters<typeof setProfile>[2];
  await expect(setProfile(deps, id, profile)).rejects.toThrow('it has no columns to settle');
});
