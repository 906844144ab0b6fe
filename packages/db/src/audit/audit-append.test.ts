import { createVerifier, verifyRecord } from '@steward/core/audit';
import { SYSTEM_ACTOR } from '@steward/core/identity';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorkspaceDb, type WorkspaceDb } from '../client/index.ts';
import { appendAudit, readAuditHead, readAuditRange, searchAudit, type AuditEntry } from './index.ts';

let folder: string;
let db: WorkspaceDb;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-audit-'));
  db = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_test' });
});

afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

function entry(subject: string, payload: AuditEntry['payload'] = {}): AuditEntry {
  return {
    at: new Date(1_700_000_000_000),
    actor: SYSTEM_ACTOR,
    action: 'import',
    system: 'imports',
    subject,
    payload,
  };
}

test('records appended in several transactions form one chain that verifies', async () => {
  await db.write((tx) => appendAudit(tx, [entry('imp_1', { rows: 3, name: 'Überweisung' }), entry('imp_2')]));
  await db.write((tx) => appendAudit(tx, [entry('imp_3', { amount: -12.5 })]));
  const records = await db.read((orm) => readAuditRange(orm, 1, 10));
  const verifier = createVerifier();
  expect(records.map((record) => verifyRecord(verifier, record))).toEqual([null, null, null]);
  expect(await db.read(readAuditHead)).toEqual({ seq: 3, hash: verifier.headHash });
});

test('a payload edited in the file is found', async () => {
  await db.write((tx) => appendAudit(tx, [entry('imp_1', { rows: 3 })]));
  await db.write((tx) => tx.execute(`update audit_payload set payload = '{"rows":4}'`));
  const [record] = await db.read((orm) => readAuditRange(orm, 1, 1));
  if (!record) throw new Error('the record is missing');
  expect(verifyRecord(createVerifier(), record)).toMatchObject({ fault: 'payload_edited', seq: 1 });
});

test('an erased payload leaves the chain whole', async () => {
  await db.write((tx) => appendAudit(tx, [entry('imp_1', { rows: 3 }), entry('imp_2')]));
  await db.write((tx) => tx.execute('delete from audit_payload where seq = 1'));
  const records = await db.read((orm) => readAuditRange(orm, 1, 10));
  const verifier = createVerifier();
  for (const record of records) expect(verifyRecord(verifier, record)).toBeNull();
  expect(verifier.erased).toBe(1);
});

test('a failed transaction leaves no record behind', async () => {
  const failing = db.write(async (tx) => {
    await appendAudit(tx, [entry('imp_1')]);
    throw new Error('planned');
  });
  await expect(failing).rejects.toThrow('planned');
  expect(await db.read(readAuditHead)).toBeNull();
});

test('search filters by payee, confidence and subject, newest first', async () => {
  await db.write((tx) =>
    appendAudit(tx, [
      { ...entry('dec_1'), index: { payeeId: 'pay_1', confidence: 0.9 } },
      { ...entry('dec_2'), index: { payeeId: 'pay_1', confidence: 0.4 } },
      { ...entry('dec_3'), index: { payeeId: 'pay_2', confidence: 0.9 } },
    ]),
  );
  const find = (search: Parameters<typeof searchAudit>[1]) => db.read((orm) => searchAudit(orm, search));
  expect((await find({ payeeId: 'pay_1', limit: 10 })).map((record) => record.subject)).toEqual([
    'dec_2',
    'dec_1',
  ]);
  expect((await find({ minConfidence: 0.5, limit: 10 })).map((record) => record.subject)).toEqual([
    'dec_3',
    'dec_1',
  ]);
  expect((await find({ beforeSeq: 3, limit: 1 })).map((record) => record.subject)).toEqual(['dec_2']);
});
