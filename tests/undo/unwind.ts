import { undoChangeSet } from '@steward/api/changes';
import { DomainError } from '@steward/core/errors';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { dumpLedger } from './dump.ts';
import { anySteps, type Step } from './mutations.ts';
import type { World, WorldMaker } from './world.ts';

/** Change sets that stand and are no undo, newest first. */
async function standingSets({ db, baseSets }: World): Promise<string[]> {
  const rows = await db.read((orm) =>
    orm.all<{ id: string }>(`select id from ledger_change_set where undoes_id is null and undone_by_id is null
      and rowid > ${baseSets} order by rowid desc`),
  );
  return rows.map(({ id }) => id);
}

/** Undoes everything that was done, newest first, and again as long as that frees something. */
async function undoAll(world: World): Promise<void> {
  let refusal: unknown = null;
  for (let left = Infinity; ;) {
    const standing = await standingSets(world);
    if (standing.length === 0) return;
    if (standing.length === left) throw refusal;
    left = standing.length;
    for (const id of standing) {
      await undoChangeSet(world, { id }).catch((error: unknown) => {
        refusal = error;
      });
    }
  }
}

/** Does the steps; those that the ledger refuses change nothing. */
async function runSteps(world: World, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    await step.run(world).catch((error: unknown) => {
      if (!(error instanceof DomainError) || error.code === 'internal') throw error;
    });
  }
}

interface Checked {
  runs: number;
  seed?: number;
}

/**
 * Does any mutations in any order, undoes and redoes among them, then undoes all that stands: the ledger must be, field by
 * field, what it was. Returns how many change sets were undone at the end.
 */
export async function checkUndo(worlds: WorldMaker, { runs, seed }: Checked): Promise<number> {
  let undone = 0;
  await fc.assert(
    fc.asyncProperty(anySteps, async (steps) => {
      const world = await worlds.make();
      try {
        const before = await dumpLedger(world);
        await runSteps(world, steps);
        undone += (await standingSets(world)).length;
        await undoAll(world);
        const after = await dumpLedger(world);
        if (!isDeepStrictEqual(after, before)) throw new Error(difference(before, after));
      } finally {
        world.close();
      }
    }),
    { numRuns: runs, ...(seed !== undefined && { seed }), includeErrorInReport: true },
  );
  return undone;
}

function difference(before: Record<string, string[]>, after: Record<string, string[]>): string {
  return Object.keys(before)
    .flatMap((name) => {
      const [was, is] = [before[name] ?? [], after[name] ?? []];
      return [
        ...was.filter((row) => !is.includes(row)).map((row) => `- ${name}: ${row}`),
        ...is.filter((row) => !was.includes(row)).map((row) => `+ ${name}: ${row}`),
      ];
    })
    .join('\n');
}
