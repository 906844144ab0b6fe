import superjson, { type SuperJSONResult } from 'superjson';
import { expect, test } from 'vitest';
import { Serialised, serialiseList, withSerialised } from './serialised.ts';
import { transformer } from './transformer.ts';

const AT = new Date('2026-01-02T03:04:05.678Z');
const list = (...names: string[]) =>
  new Serialised<{ name: string; at: Date }[]>(
    serialiseList(
      names.map((name) => JSON.stringify({ name, at: AT })),
      'at',
    ),
  );

/** An answer's text, put together as tRPC does it. */
async function answerOf(make: () => unknown): Promise<string> {
  const { value, fillIn } = await withSerialised(() => Promise.resolve(JSON.stringify(make())));
  return fillIn(value);
}

test('what was serialised elsewhere stands in the answer as superjson would have written it', async () => {
  const text = await answerOf(() => [
    { result: { data: transformer.serialize(list('Café “Zoë”', 'b')) } },
    { result: { data: transformer.serialize({ plain: AT }) } },
    { result: { data: transformer.serialize(list()) } },
  ]);
  const answers = JSON.parse(text) as { result: { data: SuperJSONResult } }[];
  expect(answers.map(({ result }): unknown => superjson.deserialize(result.data))).toEqual([
    [
      { name: 'Café “Zoë”', at: AT },
      { name: 'b', at: AT },
    ],
    { plain: AT },
    [],
  ]);
});

test('it can be read in this process too', () => {
  expect(list('a').read()).toEqual([{ name: 'a', at: AT }]);
});

test('answers under way at the same time do not get into each other', async () => {
  const answer = async (name: string) => {
    const { value, fillIn } = await withSerialised(async () => {
      await Promise.resolve();
      return JSON.stringify(transformer.serialize(list(name)));
    });
    return fillIn(value);
  };
  const bodies = await Promise.all([answer('first'), answer('second')]);
  expect(bodies[0]).toContain('"first"');
  expect(bodies[0]).not.toContain('"second"');
  expect(bodies[1]).toContain('"second"');
});

test('a way out that would not fill it in is refused', () => {
  expect(() => transformer.serialize(list('a'))).toThrow('does not fill it in');
});
