import { openOfflineModel } from '@steward/client/offline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { servedSteward } from './api-server.ts';
import { clientWith } from './steward.ts';

let served: Awaited<ReturnType<typeof servedSteward>>;
let client: ReturnType<typeof clientWith>;
let key: string;
let groceries: string;
let travel: string;

beforeAll(async () => {
  served = await servedSteward();
  ({ key } = served);
  client = clientWith(served.steward, key);
  groceries = (await client.ledger.createCategory.mutate({ name: 'Groceries', kind: 'expense' })).id;
  travel = (await client.ledger.createCategory.mutate({ name: 'Travel', kind: 'expense' })).id;
});
afterAll(() => served.stop());

let keys = 0;
const idempotencyKey = () => `key ${keys++}`;
const subject = (externalId: string, payee: string, amountMinor = -1_000) => ({
  ...{ externalId, payee, amountMinor, currency: 'EUR', date: '2026-01-02' },
});

async function decide(...subjects: ReturnType<typeof subject>[]) {
  return client.decisions.decide.mutate({ kind: 'category', idempotencyKey: idempotencyKey(), subjects });
}

const say = (decisionId: string, categoryId: string) =>
  client.decisions.feedback.mutate({
    idempotencyKey: idempotencyKey(),
    feedback: [{ decisionId, categoryId }],
  });

test('an app’s history is learned, once however often it is sent', async () => {
  const examples = Array.from({ length: 60 }, (_, index) => ({
    ...subject(`h${index}`, index % 2 ? 'Corner Market' : 'Rail Ticket', -1_000 - index),
    categoryId: index % 2 ? groceries : travel,
  }));
  const request = { idempotencyKey: idempotencyKey(), examples };
  const first = await client.learning.learn.mutate(request);
  expect(first).toMatchObject({ learned: 60, relearned: 0, unchanged: 0 });
  expect(await client.learning.learn.mutate(request)).toEqual(first);
  const again = await client.learning.learn.mutate({ ...request, idempotencyKey: idempotencyKey() });
  expect(again).toMatchObject({ learned: 0, unchanged: 60, learningSeq: first.learningSeq });
  const [decision] = await decide(subject('new', 'Corner Market'));
  expect(decision).toMatchObject({ prediction: groceries, outcome: 'suggested' });
});

test('a category that is not there is named by its place, and nothing is learned', async () => {
  const examples = [
    { ...subject('x1', 'A'), categoryId: groceries },
    { ...subject('x2', 'B'), categoryId: 'cat_none' },
  ];
  const { learningSeq } = (await decide(subject('before', 'A')))[0] ?? { learningSeq: -1 };
  const refused = client.learning.learn.mutate({ idempotencyKey: idempotencyKey(), examples });
  await expect(refused).rejects.toMatchObject({
    data: { reason: 'input', details: { issues: [{ path: 'examples.1.categoryId' }] } },
  });
  expect((await decide(subject('after', 'A')))[0]).toMatchObject({ learningSeq });
});

test('a correction changes the next decision, and the last word stands', async () => {
  const [before] = await decide(subject('f1', 'Harbour Kiosk'));
  const predicted = before?.prediction ?? '';
  const other = predicted === travel ? groceries : travel;
  expect(await say(before?.id ?? '', predicted)).toMatchObject({ accepted: 1, corrected: 0 });
  expect(await say(before?.id ?? '', predicted)).toMatchObject({ accepted: 0, unchanged: 1 });

  const corrected = await say(before?.id ?? '', other);
  expect(corrected).toMatchObject({ accepted: 0, corrected: 1 });
  const [next] = await decide(subject('f2', 'Harbour Kiosk'));
  expect(next).toMatchObject({ prediction: other, learningSeq: corrected.learningSeq });
  const log = await client.mlSystem.getAuditLog.query({ id: String(before?.auditSeq) });
  expect(log.userFeedback).toMatchObject({ accepted: false, feedback: other, isWithdrawn: false });
});

test('feedback counts in the measured accuracy once, however often it was changed', async () => {
  const [learning] = await client.mlSystem.getSystemStatus.query({ system: 'learning' });
  // One decision was answered: accepted at first, corrected at last.
  expect(learning?.errorRate).toMatchObject({ status: 'measured', value: 1, n: 1 });
});

test('feedback on a decision that is not there is refused by its place', async () => {
  await expect(say('dec_none', groceries)).rejects.toMatchObject({
    data: { details: { issues: [{ path: 'feedback.0.decisionId' }] } },
  });
});

test('feedback on a transaction of the ledger changes the ledger and can be undone there', async () => {
  const account = await client.ledger.createAccount.mutate({ name: 'A', type: 'checking', currency: 'EUR' });
  const upload = await fetch(`${served.url}/api/v1/imports?accountId=${account.id}`, {
    method: 'POST',
    headers: { 'x-api-key': key, 'content-type': 'text/csv', 'x-file-name': 'a.csv' },
    body: 'date,payee,amount\n2026-01-05,Corner Market,-3.00\n',
  });
  const { id } = (await upload.json()) as { id: string };
  await until(async () => (await client.imports.getImport.query({ id })).status === 'ready');
  await client.imports.commit.mutate({ id });
  await until(async () => (await client.review.queue.query({})).counts.all === 1);
  const [item] = (await client.review.queue.query({})).items;
  expect(await say(item?.decisionId ?? '', travel)).toMatchObject({ corrected: 1 });
  const transaction = await client.ledger.getTransaction.query({ id: item?.transactionId ?? '' });
  expect(transaction).toMatchObject({ categoryId: travel, categorySource: 'user' });
  const changes = (await client.ledger.listChangeSets.query({})).items;
  const change = changes.find(({ reason }) => reason === 'Category Travel');
  await client.ledger.undoChangeSet.mutate({ id: change?.id ?? '' });
  expect((await client.review.queue.query({})).counts.all).toBe(1);
});

test('the exported model decides as the server does, to the last bit', async () => {
  const response = await fetch(`${served.url}/api/v1/model`, { headers: { 'x-api-key': key } });
  expect(response.headers.get('content-disposition')).toContain('steward.model');
  const offline = await openOfflineModel(new Uint8Array(await response.arrayBuffer()));
  const payees = ['Corner Market', 'Rail Ticket', 'Harbour Kiosk', 'Never Seen', 'corner  MARKET 12', ''];
  const subjects = payees.flatMap((payee, index) =>
    [-100, -1_007, 5_000].map((amount) => subject(`o${index} ${amount}`, payee, amount)),
  );
  const decisions = await decide(...subjects);
  const asOnline = decisions.map(({ prediction, confidence, outcome, outcomeReason }) => {
    return { prediction, confidence, outcome, outcomeReason };
  });
  const asOffline = subjects.map((one) => {
    const { prediction, confidence, outcome, outcomeReason } = offline.decide(one);
    return { prediction, confidence, outcome, outcomeReason };
  });
  expect(asOffline).toEqual(asOnline);
  expect(offline.learningSeq).toBe(decisions[0]?.learningSeq);
});

test('a file that is no model, or is cut off, is refused with that', async () => {
  const response = await fetch(`${served.url}/api/v1/model`, { headers: { 'x-api-key': key } });
  const bytes = new Uint8Array(await response.arrayBuffer());
  await expect(openOfflineModel(bytes.slice(0, bytes.length / 2))).rejects.toThrow('cut off');
  await expect(openOfflineModel(new TextEncoder().encode('hello'))).rejects.toThrow('no exported model');
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
}
