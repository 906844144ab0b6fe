import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkUndo } from './unwind.ts';
import { createWorlds, type WorldMaker } from './world.ts';

let worlds: WorldMaker;
beforeAll(async () => {
  worlds = await createWorlds();
});
afterAll(() => worlds.close());

// `npm run bench -- undo` does a thousand.
test('undo of everything returns the first state, field by field', { timeout: 120_000 }, async () => {
  expect(await checkUndo(worlds, { runs: 60, seed: 20_261_128 })).toBeGreaterThan(60);
});
