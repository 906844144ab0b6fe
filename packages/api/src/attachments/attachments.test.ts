import type { Actor } from '@steward/core/identity';
import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import { insertAccount, insertImported, readTransaction } from '@steward/db/ledger';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { undoChangeSet } from '../changes/index.ts';
import { addAttachments, readAttachmentFile, removeAttachment, sweepAttachments } from './index.ts';

const actor: Actor = { kind: 'user', id: 'usr_test', name: 'Ada' };
const ACCOUNT = 'acc_01900000-0000-7000-8000-000000000000';
let folder: string;
let db: WorkspaceDb;
let deps: Parameters<typeof addAttachments>[0];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-attachments-'));
  db = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_test' });
  let clock = Date.now();
  deps = { db, dataFolder: folder, actor, now: () => new Date((clock += 1)) };
  const transactions = ['txn_1', 'txn_2'].map((id) => ({
    ...{ id, splitId: `spl_${id}`, accountId: ACCOUNT, date: '2026-01-01', amountMinor: -1_000 },
    ...{ currency: 'EUR', payeeId: 'pay_1', importedPayee: 'Shop', importedMemo: '', context: {} },
    ...{ fingerprint: id, externalId: null, categoryId: null, learningSeq: null },
  }));
  await db.write(async (tx) => {
    const about = { type: 'card', currency: 'EUR', externalId: null, createdAt: new Date(0) } as const;
    await insertAccount(tx, { ...about, id: ACCOUNT, name: 'Card', openingBalanceMinor: 0 });
    await tx.execute(`insert into payees_payee (id, name, created_at) values ('pay_1', 'Shop', 0)`);
    await insertImported(tx, { importId: 'imp_1', changeSetId: 'chg_1', at: new Date(0), transactions });
  });
});

afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

/** A form of files as a browser sends it. */
function formOf(files: Record<string, string | Uint8Array<ArrayBuffer>>) {
  const form = new FormData();
  for (const [name, content] of Object.entries(files)) form.append('files', new Blob([content]), name);
  const { headers, body } = new Response(form);
  return { headers, body };
}

const add = (files: Parameters<typeof formOf>[0], id = 'txn_1') => addAttachments(deps, id, formOf(files));
const stored = () => readdirSync(join(folder, 'attachments', 'ws_test')).sort();
const attached = async (id = 'txn_1') =>
  ((await db.read((orm) => readTransaction(orm, id)))?.attachments ?? []).map(({ name }) => name);
const undo = (id: string | null) =>
  undoChangeSet({ ...deps, engine: { redecide: () => Promise.resolve(0) } }, { id: id ?? '', rest: false });
const PDF = '%PDF-1.7 receipt';

test('files of one form are one change set, kept once for equal contents, and given back byte for byte', async () => {
  const { attachments } = await add({ 'Rechnung Mai.pdf': PDF, '../note.txt': 'two coffees' });
  expect(await attached()).toEqual(['Rechnung Mai.pdf', 'note.txt']);
  await add({ 'copy.pdf': PDF }, 'txn_2');
  expect(stored()).toEqual(attachments.map(({ sha256 }) => sha256).sort());
  const id = attachments[0]?.id ?? '';
  const { attachment, content } = await readAttachmentFile(deps, { transactionId: 'txn_1', id });
  expect(Buffer.from(content).toString()).toBe(PDF);
  expect(attachment).toMatchObject({ type: 'application/pdf', sizeBytes: PDF.length, addedBy: actor });
  const elsewhere = readAttachmentFile(deps, { transactionId: 'txn_2', id });
  await expect(elsewhere).rejects.toMatchObject({ reason: 'attachment' });
});

test('the same file a second time is the same attachment, also in one form', async () => {
  const { attachments } = await add({ 'a.pdf': PDF, 'b.pdf': PDF });
  expect(new Set(attachments.map(({ id }) => id)).size).toBe(1);
  expect(await add({ 'c.pdf': PDF })).toMatchObject({ changeSetId: null, attachments: [{ name: 'a.pdf' }] });
  expect(await attached()).toEqual(['a.pdf']);
});

test('an attachment goes and comes back by undo in any order, and its file stays', async () => {
  const first = await add({ 'a.pdf': PDF });
  await add({ 'b.txt': 'later' });
  const removal = await removeAttachment(deps, {
    transactionId: 'txn_1',
    id: first.attachments[0]?.id ?? '',
  });
  await sweepAttachments(deps);
  expect(stored()).toHaveLength(2);
  await undo(removal.changeSetId);
  await undo(first.changeSetId);
  expect(await attached()).toEqual(['b.txt']);
  const again = await add({ 'again.pdf': PDF });
  await expect(undo(removal.changeSetId)).rejects.toThrow();
  expect(again.changeSetId).not.toBeNull();
  expect(await attached()).toEqual(['b.txt', 'again.pdf']);
});

test('a removed file that was attached anew is not brought back beside it', async () => {
  const { attachments } = await add({ 'a.pdf': PDF });
  const { changeSetId } = await removeAttachment(deps, {
    ...{ transactionId: 'txn_1', id: attachments[0]?.id ?? '' },
  });
  await add({ 'again.pdf': PDF });
  await expect(undo(changeSetId)).rejects.toMatchObject({ details: { laterEdits: [{ why: 'taken' }] } });
  expect(await attached()).toEqual(['again.pdf']);
});

test.each([
  ['a page by any name', { 'receipt.pdf': '<!doctype html><script>1</script>' }, /receipt\.pdf is no PDF/],
  ['one of several', { 'a.pdf': PDF, 'b.svg': '<svg xmlns="x"/>' }, /b\.svg is no PDF/],
  ['an empty file', { 'a.pdf': '' }, /a\.pdf is empty/],
  ['a file over the limit', { 'a.pdf': new Uint8Array(20_000_001) }, /larger than 20 MB/],
  [
    'more than fit on one transaction',
    Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`${index}.txt`, `${index}`])),
    /at most 20 attachments/,
  ],
])('%s is refused, and nothing stays', async (_what, files, sentence) => {
  await expect(add(files)).rejects.toThrow(sentence);
  expect(await attached()).toEqual([]);
  expect(stored()).toEqual([]);
});

test('what would go beyond the number of one transaction is refused, and nothing stays', async () => {
  await add(Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${index}.txt`, `${index}`])));
  await expect(add({ 'one.txt': 'more' })).rejects.toThrow('at most 20 attachments');
  expect(stored()).toHaveLength(20);
});

test('a request without a form, a file or its transaction says so', async () => {
  await expect(addAttachments(deps, 'txn_1', { headers: new Headers(), body: null })).rejects.toThrow(
    'no body',
  );
  await expect(add({})).rejects.toMatchObject({ code: 'invalid' });
  await expect(add({ 'a.pdf': PDF }, 'txn_none')).rejects.toThrow('no transaction txn_none');
  const headers = new Headers({ 'content-type': 'multipart/form-data; boundary=x' });
  const cut = new Response('--x\r\nContent-Disposition: form-data; name="f"; filename="a.pdf"\r\n\r\n%PDF-');
  await expect(addAttachments(deps, 'txn_1', { headers, body: cut.body })).rejects.toThrow('broke off');
  expect(stored()).toEqual([]);
});

test('a bare file goes by the name in its header', async () => {
  const headers = new Headers({ 'x-file-name': encodeURIComponent('Käse.txt') });
  await addAttachments(deps, 'txn_1', { headers, body: new Response('cheese').body });
  expect(await attached()).toEqual(['Käse.txt']);
});

test('what broke off is swept with the next file, and what is damaged is told and heals', async () => {
  const { attachments } = await add({ 'a.pdf': PDF });
  const sha256 = attachments[0]?.sha256 ?? '';
  const id = attachments[0]?.id ?? '';
  const path = (name: string) => join(folder, 'attachments', 'ws_test', name);
  writeFileSync(path('f'.repeat(64)), 'of a commit that never was');
  writeFileSync(path('old.part'), 'x');
  writeFileSync(path('new.part'), 'x');
  utimesSync(path('old.part'), 0, 0);
  writeFileSync(path(sha256), 'other bytes');
  const reading = readAttachmentFile(deps, { transactionId: 'txn_1', id });
  await expect(reading).rejects.toThrow('a.pdf was damaged');
  await add({ 'b.pdf': PDF }, 'txn_2');
  expect(stored()).toEqual([sha256, 'new.part']);
  expect(readFileSync(path(sha256), 'utf8')).toBe(PDF);
});
