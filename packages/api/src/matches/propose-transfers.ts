import { createId } from '@steward/core/identity';
import { proposeTransfers, textLikeness } from '@steward/core/matches';
import type { WorkspaceDb } from '@steward/db/client';
import { listIdsOfImport } from '@steward/db/ledger';
import { findTransferCandidates, insertMatches, type TransferCandidate } from '@steward/db/matches';
import { randomBytes } from 'node:crypto';

interface TransferDeps {
  db: WorkspaceDb;
  now: () => Date;
}

const AT_ONCE = 1_000;
/** Of one chunk: where an amount is so common that there are more, none of them says anything. */
const MOST_CANDIDATES = 20_000;

/** Proposes the transfers that an import has one side of, or both. May be done again: what is known stays as it is. */
export async function proposeTransfersOf(
  { db, now }: TransferDeps,
  { importId }: { importId: string },
): Promise<void> {
  const candidates: TransferCandidate[] = [];
  for (let after: { date: string; id: string } | null = null; ;) {
    const page: { date: string; id: string }[] = await db.read((orm) =>
      listIdsOfImport(orm, { importId, after, limit: AT_ONCE }),
    );
    candidates.push(
      ...(await candidatesOf(
        db,
        page.map(({ id }) => id),
      )),
    );
    after = page.at(-1) ?? null;
    if (page.length < AT_ONCE) break;
  }
  await storeTransfers({ db, now }, candidates);
}

/** Looks for another side of transactions whose proposed one was refused. */
export async function proposeTransfersFor(deps: TransferDeps, ids: readonly string[]): Promise<void> {
  await storeTransfers(deps, await candidatesOf(deps.db, ids));
}

function candidatesOf(db: WorkspaceDb, ids: readonly string[]): Promise<TransferCandidate[]> {
  return db.read((orm) => findTransferCandidates(orm, { ids, limit: MOST_CANDIDATES }));
}

async function storeTransfers({ db, now }: TransferDeps, found: readonly TransferCandidate[]): Promise<void> {
  // Where both sides came with one import, each was found from the other.
  const distinct = new Map(found.map((one) => [`${one.left} ${one.right}`, one]));
  const candidates = [...distinct.values()].map(({ leftPayee, rightPayee, ...one }) => {
    return { ...one, payeeLikeness: textLikeness(leftPayee, rightPayee) };
  });
  const proposed = proposeTransfers(candidates);
  for (let start = 0; start < proposed.length; start += AT_ONCE) {
    const at = now();
    const matches = proposed
      .slice(start, start + AT_ONCE)
      .map(({ left, right, daysApart, payeeLikeness }) => ({
        ...({ id: createId('mat', { now: at, random: randomBytes }), kind: 'transfer' } as const),
        ...{ firstId: left, secondId: right },
        evidence: { rule: 'opposite_amounts' as const, daysApart, payeeLikeness },
      }));
    await db.write((tx) => insertMatches(tx, matches, at));
  }
}
