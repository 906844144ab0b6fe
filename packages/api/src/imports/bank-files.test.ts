import type { Actor } from '@steward/core/identity';
import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import { readImport } from '@steward/db/imports';
import { readLearningHead } from '@steward/db/learning';
import { insertAccount, listCategories, listTransactions, readTransaction } from '@steward/db/ledger';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
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

it('leaves an entry out until the bank has booked it, and says so', async () => {
  const pending = await bringIn(
    camt(camtEntry('BOOK', '5.00', 'Bakery', 'a'), camtEntry('PDNG', '7.00', 'Café', 'b')),
  );
  expect(pending.counts).toMatchObject({ rows: 2, new: 1, error: 1 });
  const { items } = await listRowsPage(db, { id: pending.id, outcome: 'error', limit: 10 });
  expect(items[0]?.reason.message).toContain('it comes in with the file in which the bank has booked it');
  const booked = await bringIn(
    camt(camtEntry('BOOK', '5.00', 'Bakery', 'a'), camtEntry('BOOK', '7.00', 'Café', 'b')),
  );
  expect(booked.counts).toMatchObject({ rows: 2, new: 1, duplicate: 1 });
  expect(await ledger()).toEqual(['2026-01-05 | Bakery | -500 | ', '2026-01-05 | Café | -700 | ']);
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
  await setOptions(deps, open.id, { dateOrder: 'dmy' });
  await previewImport(setting, open.id);
  const forced = await db.read((orm) => readImport(orm, open.id));
  expect(forced).toMatchObject({ dates: { order: 'dmy', basis: 'forced' }, doubts: [] });
  const { items } = await listRowsPage(db, { id: open.id, limit: 10 });
  expect(items[0]?.parsed?.date).toBe('2026-03-02');
  const sure = await preview(`${text}D1/31/26\nT-1.00\nPShop\n^\n`);
  expect(sure.dates).toMatchObject({ basis: 'only', isOpen: false });
  expect(sure.dates?.reason).toBe('Month, day, year: 1/31/26 in line 6 is a date only so.');
  const ofxFile = await preview(ofx(ofxAccount('1', ofxEntry('1', '20260102', '-3.20', 'Kettle'))));
  await expect(setOptions(deps, ofxFile.id, { dateOrder: 'dmy' })).rejects.toThrow('only QIF');
});

it('takes of a file of several accounts the one that is meant, or names them', async () => {
  const two = ofx(
    ofxAccount('ONE1', ofxEntry('1', '20260102', '-3.20', 'Kettle')),
    ofxAccount('SAVE2', ofxEntry('9', '20260102', '1.00', 'Interest')),
  );
  const savings = await preview(two, SAVINGS);
  const { items } = await listRowsPage(db, { id: savings.id, limit: 10 });
  expect(items.map(({ parsed }) => parsed?.payee)).toEqual(['Interest']);
  await expect(preview(two)).rejects.toThrow('The file holds several accounts: ONE1, SAVE2.');
});

it('refuses a broken file with its line, and columns where there are none', async () => {
  await expect(preview(camt('<Ntry>').slice(0, -30))).rejects.toThrow(/^Line 1: .+ Expected .+\.$/);
  const { id } = await preview(camt(camtEntry('BOOK', '5.00', 'Bakery', 'a')));
  await expect(guessImport(deps, id)).rejects.toThrow('it has no columns to settle');
  const profile = { columns: [] } as unknown as Parameters<typeof setProfile>[2];
  await expect(setProfile(deps, id, profile)).rejects.toThrow('it has no columns to settle');
});
