import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createGroups } from './groups.ts';

interface Call {
  key: string;
  subjects: number;
}

const callOf = (key: string, subjects = 1): Call => ({ key, subjects });

/** A thread that works when it is told to; each answer is its call's key. */
function heldThread() {
  const groups: { keys: string[]; decide: () => void; fail: () => void }[] = [];
  const work = (_workspaceId: string, calls: Call[]) => {
    const keys = calls.map(({ key }) => key);
    const { promise, resolve, reject } = Promise.withResolvers<string[]>();
    groups.push({
      keys,
      decide: () => {
        resolve(keys);
      },
      fail: () => {
        reject(new Error('the thread broke'));
      },
    });
    return promise;
  };
  const decide = createGroups<Call, string>({
    ...{ work, subjectsOf: ({ subjects }) => subjects, keyOf: ({ key }) => key },
  });
  return { groups, ask: (call: Call) => decide('ws_a', call) };
}

const settled = async () => {
  for (let turn = 0; turn < 3; turn++) await nextTurn();
};

test('calls of one turn go together, and those that come meanwhile wait until they are as many', async () => {
  const { groups, ask } = heldThread();
  const asked = [ask(callOf('key-0001')), ask(callOf('key-0002'))];
  await settled();
  asked.push(ask(callOf('key-0003')));
  await settled();
  expect(groups.map(({ keys }) => keys)).toEqual([['key-0001', 'key-0002']]);
  asked.push(ask(callOf('key-0004')));
  await settled();
  expect(groups[1]?.keys).toEqual(['key-0003', 'key-0004']);
  groups[0]?.decide();
  groups[1]?.decide();
  expect(await Promise.all(asked)).toEqual(['key-0001', 'key-0002', 'key-0003', 'key-0004']);
});

test('a smaller group goes when nothing is being decided any more', async () => {
  const { groups, ask } = heldThread();
  const asked = [ask(callOf('key-0001', 3))];
  await settled();
  asked.push(ask(callOf('key-0002')));
  groups[0]?.decide();
  await settled();
  expect(groups[1]?.keys).toEqual(['key-0002']);
  groups[1]?.decide();
  expect(await Promise.all(asked)).toHaveLength(2);
});

test('a full group is sent ahead of a larger one, and no third', async () => {
  const { groups, ask } = heldThread();
  const asked = [ask(callOf('key-0001', 900))];
  await settled();
  asked.push(ask(callOf('key-0002', 500)), ask(callOf('key-0003', 500)));
  await settled();
  expect(groups.map(({ keys }) => keys)).toEqual([['key-0001'], ['key-0002']]);
  groups[0]?.decide();
  groups[1]?.decide();
  await settled();
  groups[2]?.decide();
  expect(await Promise.all(asked)).toHaveLength(3);
});

test('two calls with one key are never in the same group', async () => {
  const { groups, ask } = heldThread();
  const asked = [ask(callOf('key-0001')), ask(callOf('key-0001'))];
  await settled();
  expect(groups.map(({ keys }) => keys)).toEqual([['key-0001'], ['key-0001']]);
  groups[0]?.decide();
  groups[1]?.decide();
  expect(await Promise.all(asked)).toHaveLength(2);
});

test('of a group that fails each call gets a try of its own', async () => {
  const { groups, ask } = heldThread();
  const good = ask(callOf('key-0001'));
  const bad = ask(callOf('key-0002'));
  await settled();
  groups[0]?.fail();
  await settled();
  expect(groups.slice(1).map(({ keys }) => keys)).toEqual([['key-0001'], ['key-0002']]);
  groups[1]?.decide();
  groups[2]?.fail();
  expect(await good).toBe('key-0001');
  await expect(bad).rejects.toThrow('the thread broke');
});
