import { createStewardClient, type StewardClient } from '@steward/client/client';
import { verifyExport } from '@steward/core/audit';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKey, setUpOwner, startSteward } from './steward.ts';
import { startWebServer, type WebServer } from './web-server.ts';

let folder: string;
let server: WebServer;
let key: string;
let client: StewardClient;
let accountId: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-files-'));
  const steward = await startSteward(folder);
  key = (await makeKey(steward, await setUpOwner(steward), 'admin')).key;
  await steward.runtime.close();
  server = await startWebServer({ STEWARD_DATA: folder, STEWARD_UPLOAD_LIMIT_MB: '1' });
  client = createStewardClient({ url: server.url, apiKey: key });
  const account = { name: 'Current', type: 'checking', currency: 'EUR', openingBalanceMinor: 0 } as const;
  accountId = (await client.ledger.createAccount.mutate(account)).id;
}, 60_000);

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const get = (path: string) => fetch(new URL(path, server.url), { headers: { 'x-api-key': key } });

async function upload(csv: string, { account = accountId, name = 'bank.csv' } = {}) {
  const response = await fetch(new URL(`/api/v1/imports?accountId=${account}`, server.url), {
    method: 'POST',
    headers: { 'x-api-key': key, 'x-file-name': encodeURIComponent(name) },
    body: csv,
  });
  const answer = (await response.json()) as { id: string; fileName: string; detail: string };
  return { httpStatus: response.status, ...answer };
}

async function waitFor(id: string, status: string): Promise<void> {
  await expect
    .poll(async () => (await client.imports.getImport.query({ id })).status, { timeout: 20_000 })
    .toBe(status);
}

/** Every file below the data folder that is an upload or a part of one. */
const uploads = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath.includes('uploads'))
    .map((entry) => entry.name);

test('a file over the limit is refused with the limit, and nothing of it stays', async () => {
  const before = uploads();
  const large = await upload(`Date,Payee,Amount\n${'2026-01-01,Shop,-1.00\n'.repeat(60_000)}`);
  expect(large.httpStatus).toBe(413);
  expect(large.detail).toContain('1 MB');
  expect(uploads()).toEqual(before);
});

test('so is one in a form', async () => {
  const before = uploads();
  const form = new FormData();
  form.set('accountId', accountId);
  form.set('file', new Blob(['Date,Payee,Amount\n', '2026-01-01,Shop,-1.00\n'.repeat(400_000)]), 'big.csv');
  const url = new URL('/api/v1/imports', server.url);
  const response = await fetch(url, { method: 'POST', headers: { 'x-api-key': key }, body: form });
  expect(response.status).toBe(413);
  expect(await response.text()).toContain('1 MB');
  expect(uploads()).toEqual(before);
});

test('an empty file and an account that is not there are refused by name, and nothing stays', async () => {
  const before = uploads();
  const empty = await upload('', { name: 'empty.csv' });
  expect(empty.httpStatus).toBe(400);
  expect(empty.detail).toMatch(/empty\.csv is empty|no body/);
  const unknown = await upload('Date,Payee,Amount\n2026-01-01,Shop,-1.00\n', { account: 'acc_nobody' });
  expect(unknown.httpStatus).toBe(404);
  expect(unknown.detail).toContain('acc_nobody');
  expect(uploads()).toEqual(before);
});

test('a name with a path in it stays a name', async () => {
  const created = await upload('Date,Payee,Amount\n2026-02-01,Shop,-1.00\n', { name: '../../evil.csv' });
  expect(created).toMatchObject({ httpStatus: 201, fileName: 'evil.csv' });
  expect(uploads()).toContain(created.id);
  expect(readdirSync(folder, { recursive: true }).join(' ')).not.toContain('evil');
  await client.imports.cancel.mutate({ id: created.id });
});

test('the report names row, column, value and what was expected, and holds no formula', async () => {
  const lines = [
    '2026-03-01,Shop,-1.00',
    '2026-03-02,Shop,=1+1',
    '2026-02-30,Shop,-3.00',
    '2026-03-04,Shop,-4.00',
  ];
  const { id } = await upload(['Date,Payee,Amount', ...lines, ''].join('\n'));
  await waitFor(id, 'ready');
  const response = await get(`/api/v1/imports/${id}/report`);
  expect(response.headers.get('content-disposition')).toContain('attachment');
  const [header, ...rows] = (await response.text()).trimEnd().split('\r\n');
  expect(header).toBe('row,column,value,expected');
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatch(/^3,Amount,'=1\+1,/);
  expect(rows[1]).toMatch(/^4,Date,2026-02-30,/);
  await client.imports.commit.mutate({ id });
  await waitFor(id, 'committed');
  expect((await client.ledger.listTransactions.query({ limit: 10 })).items).toHaveLength(2);
});

test('the report of an import that is not there is not found', async () => {
  const response = await get('/api/v1/imports/imp_nothing/report');
  expect(response.status).toBe(404);
});

async function* linesOf(text: string) {
  yield* text.split('\n');
}

test('the exported chain verifies, and an edited byte is named', async () => {
  const response = await get('/api/v1/audit/export');
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="audit-.*\.jsonl"$/);
  const text = await response.text();
  expect(await verifyExport(linesOf(text))).toMatchObject({ status: 'verified', erased: 0 });
  const edited = text.replace('"fileName":"bank.csv"', '"fileName":"bonk.csv"');
  expect(edited).not.toBe(text);
  expect(await verifyExport(linesOf(edited))).toMatchObject({ status: 'broken' });
});

test('a receipt comes in over the API, goes out as a file to be saved, byte for byte, and is nobody else’s', async () => {
  const category = await client.ledger.createCategory.mutate({ name: 'Receipts', kind: 'expense' });
  const about = { date: '2026-01-02', amountMinor: -320, payee: 'Kettle', idempotencyKey: 'receipt' };
  const { id } = await client.ledger.addTransaction.mutate({ ...about, accountId, categoryId: category.id });
  const path = `/api/v1/transactions/${id}/attachments`;
  const send = async (name: string, content: string, type = 'text/plain') => {
    const form = new FormData();
    form.append('files', new Blob([content], { type }), name);
    const response = await fetch(new URL(path, server.url), {
      ...{ method: 'POST', headers: { 'x-api-key': key }, body: form },
    });
    const answer = (await response.json()) as { detail?: string; attachments?: { id: string }[] };
    return { status: response.status, ...answer };
  };
  const refused = await send('receipt.pdf', '<html><script>alert(1)</script>', 'application/pdf');
  expect(refused).toMatchObject({
    status: 400,
    detail: expect.stringContaining('receipt.pdf is no PDF') as string,
  });
  const added = await send('Käse 26.pdf', '%PDF-1.7 cheese', 'text/html');
  expect(added.status).toBe(201);
  const attachmentId = added.attachments?.[0]?.id ?? '';
  const response = await get(`${path}/${attachmentId}`);
  expect(await response.text()).toBe('%PDF-1.7 cheese');
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="K_se 26.pdf"; filename*=UTF-8''K%C3%A4se%2026.pdf`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'private, no-cache',
  });
  const etag = response.headers.get('etag') ?? '';
  const again = await fetch(new URL(`${path}/${attachmentId}`, server.url), {
    headers: { 'x-api-key': key, 'if-none-match': etag },
  });
  expect(again.status).toBe(304);
  expect((await fetch(new URL(`${path}/${attachmentId}`, server.url))).status).toBe(401);
  expect((await client.ledger.getTransaction.query({ id })).attachmentCount).toBe(1);
  await client.attachments.removeAttachment.mutate({ transactionId: id, id: attachmentId });
  expect((await get(`${path}/${attachmentId}`)).status).toBe(404);
});
