/** Two that could belong together, and how well. */
export interface Candidate {
  left: string;
  right: string;
  daysApart: number;
  /** 0 to 1. */
  payeeLikeness: number;
}

/** The nearer in time first, then the more alike; ids settle what is left, so that the order of input does not matter. */
export function compareCandidates(one: Candidate, other: Candidate): number {
  return (
    one.daysApart - other.daysApart ||
    other.payeeLikeness - one.payeeLikeness ||
    (one.left < other.left ? -1 : one.left > other.left ? 1 : 0) ||
    (one.right < other.right ? -1 : one.right > other.right ? 1 : 0)
  );
}

/** Takes the best candidate, then the best among those that share no side with it, and so on. O(n log n). */
export function pairBestFirst<C extends Candidate>(candidates: readonly C[]): C[] {
  const [lefts, rights] = [new Set<string>(), new Set<string>()];
  return [...candidates].sort(compareCandidates).filter(({ left, right }) => {
    if (lefts.has(left) || rights.has(right)) return false;
    lefts.add(left);
    rights.add(right);
    return true;
  });
}
