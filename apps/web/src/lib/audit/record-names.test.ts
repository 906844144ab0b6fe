import type { AuditLog } from '@steward/core/audit';
import { expect, test } from 'vitest';
import { importsIn, transactionsIn } from './record-names.ts';

const record = (of: Partial<AuditLog>): AuditLog => ({
  ...{ id: '7', seq: 7, timestamp: new Date(0), actor: { kind: 'user', id: 'usr_1', name: 'Kim' } },
  ...{ system: 'review', action: 'feedback', subject: 'txn_1', payeeId: null, input: null, output: null },
  ...{ confidence: null, modelVersion: null, userFeedback: null, explanation: null, executionTime: null },
  ...{ success: true, error: null, isErased: false, hash: '', previousHash: '', payload: {}, ...of },
});

test('the transaction is found that was skipped, answered or changed', () => {
  const skipped = record({ payload: { skipped: true } });
  const answered = record({ subject: 'fbk_1', payload: { transactionId: 'txn_2', categoryId: 'cat_1' } });
  const changed = record({ subject: 'chg_1', payload: { changes: [{ transactionId: 'txn_3' }] } });
  expect(transactionsIn([skipped, answered, changed])).toEqual(['txn_1', 'txn_2', 'txn_3']);
});

test('nothing is looked up for a record whose payload was erased', () => {
  expect(transactionsIn([record({ payload: null })])).toEqual([]);
});

test('the import is found whose rows became transactions', () => {
  const imported = record({ payload: { kind: 'import', importId: 'imp_1', transactions: 12 } });
  expect(importsIn([imported, imported, record({ payload: null })])).toEqual(['imp_1']);
});
