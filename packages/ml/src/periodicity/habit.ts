/** P(gap > x) of one habit. */
type Tail = (x: number) => number;

/** Shapes of even habits: the larger, the more even. 9 is a coefficient of variation of a third. */
const EVEN_SHAPES = [1, 2, 4, 9];
/** Exponents of uneven ones, with bursts and long breaks: the smaller, the longer the breaks. */
const BREAK_EXPONENTS = [1, 2];

const WEEKEND_SHARE = 2 / 7;
const LEAST = 1e-300;

/**
 * How well a mere habit explains when things happen: for each day but the first, the log probability of its distance from
 * the one before, under the habit that explains all of them best.
 *
 * A habit is a renewal process. With a probability p0, the share that it has here, a thing comes on the day of the one
 * before; else the gap is in whole days, (S(g - 1/2) - S(g + 1/2)) / S(1/2), where S is an Erlang tail with the mean of the
 * gaps and shape 1 (chance, a Poisson process), 2, 4 or 9 (coefficients of variation of 1, .71, .5, .33), or a Lomax tail
 * (1 + x / b)^-a, a 1 or 2, with the median of the gaps, for bursts and breaks. Since shops close and banks rest, weekends
 * have the share of days that they have here: + log(share / (2/7)) or + log((1 - share) / (5/7)). The likeliest counts.
 *
 * Days in ascending order, whole numbers from 1970-01-01. Empty for fewer than two. O(n log n). Deterministic.
 * @throws RangeError for a day that is not finite, or before the one before it.
 * Source: D. R. Cox (1962), Renewal theory, chapters 1 and 2; the family and its bound are our own.
 */
export function habitLogProbabilities(days: readonly number[]): number[] {
  const gaps = days.slice(1).map((day, index) => day - (days[index] ?? 0));
  const wrong = gaps.findIndex((gap) => !(gap >= 0 && gap < Infinity));
  if (wrong !== -1) {
    throw new RangeError(
      `days ascend, got ${days[wrong + 1] ?? NaN} after ${days[wrong] ?? NaN} at ${wrong + 1}`,
    );
  }
  const apart = gaps.filter((gap) => gap > 0).sort((a, b) => a - b);
  let best = gaps;
  let bestSum = -Infinity;
  for (const tail of tailsOf(apart)) {
    const logs = logProbabilities(gaps, { tail, sameDay: 1 - apart.length / gaps.length });
    const sum = logs.reduce((total, log) => total + log, 0);
    if (sum > bestSum) [best, bestSum] = [logs, sum];
  }
  const weekend = weekendTerms(days);
  return best.map((log, index) => log + weekend(days[index + 1] ?? 0));
}

function tailsOf(apart: readonly number[]): Tail[] {
  const mean = apart.reduce((sum, gap) => sum + gap, 0) / Math.max(1, apart.length) || 1;
  const median = apart[Math.floor(apart.length / 2)] ?? 1;
  return [
    ...EVEN_SHAPES.map(
      (shape): Tail =>
        (x) =>
          erlangTail((shape * x) / mean, shape),
    ),
    ...BREAK_EXPONENTS.map((exponent): Tail => {
      const scale = median / (2 ** (1 / exponent) - 1);
      return (x) => (1 + x / scale) ** -exponent;
    }),
  ];
}

/** exp(-y) sum over j < shape of y^j / j!. */
function erlangTail(y: number, shape: number): number {
  let term = 1;
  let sum = 1;
  for (let j = 1; j < shape; j++) {
    term *= y / j;
    sum += term;
  }
  return Math.exp(-y) * sum;
}

function logProbabilities(
  gaps: readonly number[],
  { tail, sameDay }: { tail: Tail; sameDay: number },
): number[] {
  const apart = (1 - sameDay) / Math.max(LEAST, tail(0.5));
  return gaps.map((gap) => {
    const probability = gap <= 0 ? sameDay : apart * (tail(gap - 0.5) - tail(gap + 0.5));
    return Math.log(Math.max(LEAST, probability));
  });
}

function weekendTerms(days: readonly number[]): (day: number) => number {
  const weekends = days.filter(isWeekend).length;
  const share = weekends / days.length;
  const onWeekend = Math.log(Math.max(LEAST, share) / WEEKEND_SHARE);
  const onWorkday = Math.log(Math.max(LEAST, 1 - share) / (1 - WEEKEND_SHARE));
  return (day) => (isWeekend(day) ? onWeekend : onWorkday);
}

/** 1970-01-01 was a Thursday. */
function isWeekend(day: number): boolean {
  const fromMonday = (((day + 3) % 7) + 7) % 7;
  return fromMonday > 4;
}
