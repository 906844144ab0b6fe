import { undoChangeSet } from '@steward/api/changes';
import { mergeCategory } from '@steward/api/ledger';
import { openModel } from '@steward/api/learning';
import { answer } from '@steward/api/review';
import { encodeCategoriser } from '@steward/ml/categoriser';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkUndo } from './unwind.ts';
import { createWorlds, type World, type WorldMaker } from './world.ts';

let worlds: WorldMaker;
beforeAll(async () => {
  worlds = await createWorlds();
});
afterAll(() => worlds.close());

// `npm run bench -- undo` does a thousand.
test('undo of everything returns the first state, field by field', { timeout: 120_000 }, async () => {
  expect(await checkUndo(worlds, { runs: 60, seed: 20_261_128 })).toBeGreaterThan(60);
});

const WITH_CARD = 'Date,Payee,Memo,Amount,Category,Card';
const cardLines = (month: number) =>
  Array.from({ length: 8 }, (_, index) => {
    const day = `2026-0${month}-1${index}`;
    return `${day},${index % 2 ? 'Kettle' : 'Ferry'},,-${index + 1}.00,${index % 2 ? 'Coffee' : 'Travel'},card ${index % 3}`;
  });
const importCards = (month: number) => (world: World) => world.importLines(cardLines(month), WITH_CARD);

async function idOf(world: World, query: string): Promise<string> {
  const [row] = await world.db.read((orm) => orm.all<{ id: string }>(query));
  return row?.id ?? '';
}
const categoryOf = (world: World, name: string) =>
  idOf(world, `select id from ledger_category where name = '${name}'`);

/** Gives the last waiting transaction a category; it has taught nothing before. */
async function answerLast(world: World): Promise<void> {
  const transactionId = await idOf(
    world,
    `select transaction_id as id from review_item where state = 'waiting' order by transaction_id desc`,
  );
  const categoryId = await categoryOf(world, 'Gifts');
  await answer(world, { transactionIds: [transactionId], categoryId, idempotencyKey: 'answer' });
}

async function mergeTwo(world: World): Promise<void> {
  const [from, into] = [await categoryOf(world, 'Coffee'), await categoryOf(world, 'Food')];
  await mergeCategory(world, { from, into });
}

/** Of all that the model is, bit for bit. */
async function hashOf({ db, dataFolder }: World): Promise<string> {
  const { categoriser } = await openModel({ db, dataFolder });
  return createHash('sha256').update(encodeCategoriser(categoriser)).digest('hex');
}

const lastChange = (world: World) =>
  idOf(world, `select id from ledger_change_set where kind <> 'undo' order by rowid desc`);

test.each([
  { what: 'an import with a column of its own', step: importCards(3), others: [] },
  { what: 'an import whose column another one has too', step: importCards(3), others: [importCards(4)] },
  {
    what: 'an import that came after another one of its column',
    step: importCards(3),
    others: [],
    first: importCards(4),
  },
  { what: 'an answer', step: answerLast, others: [importCards(4)] },
  { what: 'a merge', step: mergeTwo, others: [] },
])('the model after an undo equals the model folded without it: $what', async ({ step, others, first }) => {
  const [done, spared] = [await worlds.make(), await worlds.make()];
  if (first) for (const world of [done, spared]) await first(world);
  const before = await hashOf(done);
  await step(done);
  expect(await hashOf(done)).not.toBe(before);
  const changeSetId = await lastChange(done);
  for (const other of others) for (const world of [done, spared]) await other(world);
  const withIt = await hashOf(done);
  const undone = await undoChangeSet(done, { id: changeSetId });
  expect(await hashOf(done)).toBe(await hashOf(spared));
  await undoChangeSet(done, { id: undone.changeSetId ?? '' });
  if (others.length === 0) expect(await hashOf(done)).toBe(withIt);
  for (const world of [done, spared]) world.close();
});
