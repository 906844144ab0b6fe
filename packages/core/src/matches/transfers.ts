import { pairBestFirst, compareCandidates, type Candidate } from './pair-best-first.ts';

/** How many others are shown for one side, where nothing tells which of them belongs to it. */
const MOST_CHOICES = 5;

/**
 * Which transactions of opposite amounts in two own accounts are proposed as transfers; `left` is the side that money leaves.
 *
 * Best first and one to one. Where another candidate of the same side is just as good (as many days apart, payees as alike),
 * nothing tells which one it is: all of them are proposed, at most five for one side, and a person chooses. O(n log n).
 */
export function proposeTransfers<C extends Candidate>(candidates: readonly C[]): C[] {
  const chosen = pairBestFirst(candidates);
  const proposed = new Set(chosen);
  const bestOf = new Map(
    chosen.flatMap((best) => [[`l ${best.left}`, best] as const, [`r ${best.right}`, best]]),
  );
  const shown = new Map<string, number>();
  for (const candidate of [...candidates].sort(compareCandidates)) {
    if (proposed.has(candidate)) continue;
    const sides = [`l ${candidate.left}`, `r ${candidate.right}`];
    const isTied = sides.some((side) => isAsGood(candidate, bestOf.get(side)));
    if (!isTied || sides.some((side) => (shown.get(side) ?? 1) >= MOST_CHOICES)) continue;
    for (const side of sides) shown.set(side, (shown.get(side) ?? 1) + 1);
    proposed.add(candidate);
  }
  return [...proposed].sort(compareCandidates);
}

function isAsGood(candidate: Candidate, best: Candidate | undefined): boolean {
  return candidate.daysApart === best?.daysApart && candidate.payeeLikeness === best.payeeLikeness;
}
