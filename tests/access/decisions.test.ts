import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

const idsOf = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name}${index}`);

// The larger ones are stored by a thread of its own.
const SIZES = [1, 2, 300];

test.each(SIZES)('an app gets %i whole decisions, and the stored ones are the same', async (count) => {
  const ids = idsOf('a', count);
  const decisions = await client.decisions.decide.mutate(request(`first ${count}`, ...ids));
  expect(decisions.map((decision) => decision.subject.id)).toEqual(ids);
  expect(decisions[0]?.createdAt).toBeInstanceOf(Date);
  const some = [...decisions.slice(0, 2), ...decisions.slice(-2)];
  const stored = await Promise.all(some.map(({ id }) => client.decisions.getDecision.query({ id })));
  expect(stored).toEqual(some);
});

describe.each(SIZES)('with %i subjects', (count) => {
  test('the same key and request are decided once, at the same time too', async () => {
    const decide = (...ids: string[]) => client.decisions.decide.mutate(request(`second ${count}`, ...ids));
    const ids = idsOf('c', count);
    const [one, other] = await Promise.all([decide(...ids), decide(...ids)]);
    expect(other).toEqual(one);
    expect(await decide(...ids)).toEqual(one);
    await expect(decide(...ids, 'd')).rejects.toMatchObject({
      data: { code: 'CONFLICT', reason: 'idempotency_key_reused' },
    });
  });
});

test('small and large requests at the same time are all answered, in one chain', async () => {
  const sizes = [300, 1, 150, 2, 400, 1, 1];
  const answers = await Promise.all(
    sizes.map((count, index) =>
      client.decisions.decide.mutate(request(`mixed ${index}`, ...idsOf(`m${index}-`, count))),
    ),
  );
  expect(answers.map((decisions) => decisions.length)).toEqual(sizes);
  const sequences = answers.flat().map(({ auditSeq }) => auditSeq);
  expect(new Set(sequences).size).toBe(sequences.length);
  expect(Math.max(...sequences) - Math.min(...sequences)).toBe(sequences.length - 1);
});

test('a decision that is not there is not found', async () => {
  const id = 'dec_00000000-0000-7000-8000-000000000000';
  await expect(client.decisions.getDecision.query({ id })).rejects.toMatchObject({
    data: { code: 'NOT_FOUND', reason: 'decision' },
  });
});
