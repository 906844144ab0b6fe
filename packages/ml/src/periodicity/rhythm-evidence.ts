import { habitLogProbabilities } from './habit.ts';

/** One way in which things could happen regularly: the days on which one is due. */
export interface Rhythm<Name> {
  name: Name;
  /** Its share among all rhythms that were possible; they sum up to 1 at most. */
  prior: number;
  /** Days between two of its slots, on average. */
  period: number;
  /** By how many days a thing may miss its slot and still be the one that was due. */
  tolerance: number;
  /** The days on which one is due, ascending, from before the first day to behind the last. */
  slots: readonly number[];
}

/** What speaks for regularity in some days, and the rhythm that explains them best. */
export interface RhythmEvidence<Name> {
  /** Log of an e-value: over 0, regularity explains the days better than the best habit. */
  logEvidence: number;
  best: RhythmFit<Name> | null;
}

export interface RhythmFit<Name> {
  name: Name;
  /** Which of the days are what was due, by index, and the slot of each, by index. */
  members: number[];
  slotsOfMembers: number[];
}

/** Fewer things than this have no rhythm: two gaps are the least that can agree. */
export const FEWEST_IN_RHYTHM = 3;

/** What is not known of a stream is averaged over: how far it strays, how much comes between, how often it is left out. */
const STRAYING = [0.05, 0.4, 0.8];
const BETWEEN: readonly [share: number, prior: number][] = [
  [0.02, 0.6],
  [0.25, 0.25],
  [0.6, 0.15],
];
const LEFT_OUT: readonly [share: number, prior: number][] = [
  [0.02, 0.6],
  [0.2, 0.4],
];

/**
 * How much more likely days are if they follow a rhythm than if they are a habit, whatever habit fits best.
 *
 * E = sum over rhythms of prior x mean over (t, r, q) of L(t, r, q) / L(habit), where a thing that is due comes d days off its
 * slot with probability t^|d| / N(t), a slot is left out with probability q, and a thing between is of the stream not, with
 * probability r, and then comes as by the habit. In each slot the thing nearest to it is the one that was due, which
 * leaves terms of the sum out and so can only lower E. If the days are a habit then P(E >= 1 / a) <= a and E has a mean of 1
 * at most, because the habit is the likeliest of its family: E is an e-value, up to the fit of the things between.
 * t in .05, .4, .8; r in .02, .25, .6; q in .02, .2.
 *
 * Days ascending. Fewer than three: -Infinity. O(n x rhythms). Deterministic.
 * Source: L. Wasserman, A. Ramdas and S. Balakrishnan (2020), Universal inference, PNAS 117 (likelihood ratio against the
 * best of the null); V. Vovk and R. Wang (2021), E-values, Annals of Statistics 49 (their average). The model is our own.
 *
 * @throws RangeError for a day that is not finite, or before the one before it.
 */
export function rhythmEvidence<Name>(
  days: readonly number[],
  rhythms: readonly Rhythm<Name>[],
): RhythmEvidence<Name> {
  const none = { logEvidence: -Infinity, best: null };
  if (days.length < FEWEST_IN_RHYTHM) return none;
  const habit = habitLogProbabilities(days);
  const fits = rhythms.flatMap((rhythm) => {
    const fit = assign(days, rhythm);
    if (fit.members.length < FEWEST_IN_RHYTHM) return [];
    return [{ fit, log: Math.log(rhythm.prior) + logRatio({ days, habit, rhythm, fit }) }];
  });
  const best = fits.reduce<(typeof fits)[number] | null>(
    (before, one) => (before === null || one.log > before.log ? one : before),
    null,
  );
  if (best === null) return none;
  return { logEvidence: logSumExp(fits.map(({ log }) => log)), best: best.fit };
}

/** The thing nearest to each slot, within the tolerance; the earlier of two as near. */
function assign<Name>(days: readonly number[], rhythm: Rhythm<Name>): RhythmFit<Name> {
  const { name, slots, tolerance } = rhythm;
  const fit: RhythmFit<Name> = { name, members: [], slotsOfMembers: [] };
  let slot = 0;
  let distance = 0;
  for (const [index, day] of days.entries()) {
    while (Math.abs((slots[slot + 1] ?? Infinity) - day) < Math.abs((slots[slot] ?? Infinity) - day))
      slot += 1;
    const off = Math.abs((slots[slot] ?? Infinity) - day);
    if (off > tolerance) continue;
    const isTaken = fit.slotsOfMembers.at(-1) === slot;
    if (isTaken && off >= distance) continue;
    if (isTaken) fit.members.pop();
    else fit.slotsOfMembers.push(slot);
    fit.members.push(index);
    distance = off;
  }
  return fit;
}

interface Comparison<Name> {
  days: readonly number[];
  habit: readonly number[];
  rhythm: Rhythm<Name>;
  fit: RhythmFit<Name>;
}

function logRatio<Name>({ days, habit, rhythm, fit }: Comparison<Name>): number {
  const { members, slotsOfMembers } = fit;
  const count = members.length;
  const off = members.reduce((sum, member, index) => {
    return sum + Math.abs((days[member] ?? 0) - (rhythm.slots[slotsOfMembers[index] ?? 0] ?? 0));
  }, 0);
  const leftOut = (slotsOfMembers.at(-1) ?? 0) - (slotsOfMembers[0] ?? 0) - (count - 1);
  // The first day is given to both sides; where it is not of the stream, nothing yet says when the stream is due.
  const start = members[0] === 0 ? 0 : -Math.log(rhythm.period);
  const byHabit = members.reduce((sum, member) => sum + (member === 0 ? 0 : (habit[member - 1] ?? 0)), 0);
  const logs: number[] = [];
  for (const t of STRAYING) {
    const sum = strayingSum(t, rhythm.tolerance);
    const straying = off * Math.log(t) - count * Math.log(sum) - Math.log(STRAYING.length);
    for (const [r, priorOfR] of BETWEEN) {
      const between = count * Math.log(1 - r) + (days.length - count) * Math.log(r) + Math.log(priorOfR);
      for (const [q, priorOfQ] of LEFT_OUT) {
        const left = (count - 1) * Math.log(1 - q) + leftOut * Math.log(q) + Math.log(priorOfQ);
        logs.push(straying + between + left);
      }
    }
  }
  return start - byHabit + logSumExp(logs);
}

/** N(t) = sum over d in -tolerance..tolerance of t^|d|. */
function strayingSum(t: number, tolerance: number): number {
  return 1 + (2 * t * (1 - t ** tolerance)) / (1 - t);
}

function logSumExp(logs: readonly number[]): number {
  const most = logs.reduce((a, b) => Math.max(a, b), -Infinity);
  if (most === -Infinity) return most;
  return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0));
}
