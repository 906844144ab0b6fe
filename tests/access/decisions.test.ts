import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientWith, makeKey, setUpOwner, startSteward, type TestSteward } from './steward.ts';

let steward: TestSteward;
let client: ReturnType<typeof clientWith>;
beforeAll(async () => {
  steward = await startSteward();
  const { key } = await makeKey(steward, await setUpOwner(steward), 'admin');
  client = clientWith(steward, key);
});
afterAll(() => steward.stop());

const subject = (externalId: string) => ({
  ...{ externalId, payee: 'Café “Zoë”', amountMinor: -1_250, currency: 'EUR', date: '2026-01-02' },
  context: { 'a.b': 'c', shop: '12' },
});
const request = (idempotencyKey: string, ...ids: string[]) => ({
  ...({ kind: 'category', idempotencyKey } as const),
  subjects: ids.map(subject),
});

test('an app gets whole decisions, and the stored ones are the same', async () => {
  const decisions = await client.decisions.decide.mutate(request('first', 'a', 'b'));
  expect(decisions.map((decision) => decision.subject.id)).toEqual(['a', 'b']);
  expect(decisions[0]?.createdAt).toBeInstanceOf(Date);
  const stored = await Promise.all(decisions.map(({ id }) => client.decisions.getDecision.query({ id })));
  expect(stored).toEqual(decisions);
});

test('the same key and request are decided once, at the same time too', async () => {
  const [one, other] = await Promise.all([
    client.decisions.decide.mutate(request('second', 'c')),
    client.decisions.decide.mutate(request('second', 'c')),
  ]);
  expect(other).toEqual(one);
  expect(await client.decisions.decide.mutate(request('second', 'c'))).toEqual(one);
  await expect(client.decisions.decide.mutate(request('second', 'd'))).rejects.toMatchObject({
    data: { code: 'CONFLICT', reason: 'idempotency_key_reused' },
  });
});

test('a decision that is not there is not found', async () => {
  const id = 'dec_00000000-0000-7000-8000-000000000000';
  await expect(client.decisions.getDecision.query({ id })).rejects.toMatchObject({
    data: { code: 'NOT_FOUND', reason: 'decision' },
  });
});
