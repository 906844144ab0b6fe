import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../random/index.ts';
import { findStreams, habitLogProbabilities, rhythmEvidence, type Rhythm } from './index.ts';

/** Every weekday, every seven days. */
function weekly(days: readonly number[]): Rhythm<number>[] {
  const [first = 0] = days;
  const last = days.at(-1) ?? 0;
  return Array.from({ length: 7 }, (_, name) => ({
    ...{ name, prior: 1, period: 7, tolerance: 2 },
    slots: Array.from({ length: Math.ceil((last - first) / 7) + 4 }, (_, index) => {
      return (Math.floor(first / 7) - 1 + index) * 7 + name;
    }),
  }));
}

/** Days of a Poisson process, or of one with more even gaps. */
function habit(
  seed: number,
  { count, mean, shape = 1 }: { count: number; mean: number; shape?: number },
): number[] {
  const random = createRandom(seed);
  let time = 0;
  return Array.from({ length: count }, () => {
    for (let stage = 0; stage < shape; stage++) time -= (mean / shape) * Math.log(1 - random.uniform());
    return Math.floor(time);
  });
}

describe('a habit', () => {
  test('of pure chance gives a gap the probability of its day', () => {
    // Gaps 1, 2, 3 and 4 around a mean of 2.5; for shape 1, (exp(-(g - 1/2) / m) - exp(-(g + 1/2) / m)) / exp(-1 / 2m),
    // which for even gaps like these is less likely than shape 4 or 9 and so is not what is given.
    const logs = habitLogProbabilities([0, 1, 3, 6, 10]);
    const byChance = [1, 2, 3, 4].map((gap) =>
      Math.log((Math.exp(-(gap - 0.5) / 2.5) - Math.exp(-(gap + 0.5) / 2.5)) / Math.exp(-0.5 / 2.5)),
    );
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    expect(sum(logs)).toBeGreaterThan(sum(byChance));
  });

  test('knows that most days are no weekends', () => {
    // Thursdays and Fridays only against the same gaps a few days on: the weekend shares are all that differs.
    const workdays = habitLogProbabilities([0, 1, 7, 8]);
    const weekends = habitLogProbabilities([2, 3, 9, 10]);
    expect((workdays[0] ?? 0) - Math.log(7 / 5)).toBeCloseTo((weekends[0] ?? 0) - Math.log(7 / 2), 10);
  });

  test('explains bursts and long breaks too', () => {
    const logs = habitLogProbabilities([0, 1, 2, 3, 4, 5, 100, 101, 102, 103]);
    expect(logs[5]).toBeGreaterThan(-12);
  });
});

test('probabilities of an even habit are those of its Erlang tail, by the share of weekends', () => {
  // scipy 1.10.1: ln((sf(9.5) - sf(10.5)) / sf(.5)) of gamma(9, scale=10 / 9), + ln(.4 / (2/7)) on a Sunday and a Saturday,
  // + ln(.6 / (5/7)) on a Wednesday and a Tuesday.
  const logs = habitLogProbabilities([0, 10, 20, 30, 40]);
  [-1.79861374177741, -2.3094393655434, -1.79861374177741, -2.3094393655434].forEach((value, at) =>
    expect(logs[at]).toBeCloseTo(value, 12),
  );
});

describe('evidence of a rhythm', () => {
  test('is the mean of likelihood ratios that its formula states', () => {
    // Python with scipy 1.10.1 (gamma.sf, logsumexp), from the formula in the doc comment: things of the 1st and 28th come
    // between, the others at most a day off.
    const slots = [-3, 4, 11, 18, 25, 32, 39];
    const rhythm = { name: 'weekly', prior: 0.5, period: 7, tolerance: 2, slots };
    const { logEvidence, best } = rhythmEvidence([1, 4, 11, 19, 25, 28, 32], [rhythm]);
    expect(logEvidence).toBeCloseTo(-3.9625571946162843, 12);
    expect(best?.members).toEqual([1, 2, 3, 4, 6]);
  });

  test('grows with each thing that comes when it is due', () => {
    const ofCount = (count: number) => {
      const days = Array.from({ length: count }, (_, index) => index * 7);
      return rhythmEvidence(days, weekly(days)).logEvidence;
    };
    expect(ofCount(2)).toBe(-Infinity);
    expect(ofCount(6)).toBeGreaterThan(ofCount(5));
    expect(ofCount(12)).toBeGreaterThan(10);
  });

  test('is seldom large for habits: at most one in 20 by chance is 20 or more', () => {
    let large = 0;
    const runs = 600;
    for (let seed = 0; seed < runs; seed++) {
      const days = habit(seed, { count: 12, mean: 2 + (seed % 12), shape: [1, 2, 4, 9][seed % 4] ?? 1 });
      if (rhythmEvidence(days, weekly(days)).logEvidence >= Math.log(20)) large += 1;
    }
    expect(large / runs).toBeLessThanOrEqual(0.05);
  });

  test('does not change when everything comes four weeks later', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200), { minLength: 3, maxLength: 30 }), (unsorted) => {
        const days = unsorted.sort((a, b) => a - b);
        const later = days.map((day) => day + 28);
        const [one, other] = [days, later].map((list) => rhythmEvidence(list, weekly(list)).logEvidence);
        expect(other).toBeCloseTo(one ?? 0, 6);
      }),
      { numRuns: 50 },
    );
  });
});

test.each([
  [[0, NaN, 14], 'days ascend, got NaN after 0 at 1'],
  [[0, 7, 14, Infinity], 'got Infinity after 14 at 3'],
  [[7, 0, 14], 'got 0 after 7 at 1'],
])('days that do not ascend are refused: %j', (days, reason) => {
  expect(() => habitLogProbabilities(days)).toThrow(reason);
  expect(() => rhythmEvidence(days, weekly([0, 14]))).toThrow(reason);
});

describe('streams', () => {
  test.each([
    [{ day: NaN, size: 5 }, 'got NaN and 5 at 4'],
    [{ day: 30, size: NaN }, 'got 30 and NaN at 4'],
    [{ day: 30, size: -1 }, 'got 30 and -1 at 4'],
  ])('are not looked for among what has no day or size: %j', (event, reason) => {
    const events = [0, 7, 14, 21].map((day) => ({ day, size: 5 }));
    expect(() => findStreams([...events, event], weekly)).toThrow(reason);
    expect(findStreams([...events, { day: 30, size: 0 }], weekly)).toEqual(findStreams(events, weekly));
  });

  const every = (first: number, step: number, count: number) =>
    Array.from({ length: count }, (_, index) => first + index * step);

  test('of two sizes at one shop are two, whatever is bought between', () => {
    const events = [
      ...every(3, 7, 20).map((day) => ({ day, size: 999 })),
      ...every(5, 7, 20).map((day) => ({ day, size: 499 })),
      ...habit(3, { count: 25, mean: 5 }).map((day, index) => ({ day, size: 1_000 + 37 * index })),
    ];
    const { streams } = findStreams(events, weekly);
    expect(streams.map(({ members }) => members.map((index) => events[index]?.size)).sort()).toEqual([
      every(0, 0, 20).map(() => 499),
      every(0, 0, 20).map(() => 999),
    ]);
  });

  test('go on when the price changes', () => {
    const events = every(0, 7, 24).map((day, index) => ({ day, size: index < 14 ? 999 : 1_199 }));
    const { streams } = findStreams(events, weekly);
    expect(streams.map(({ members }) => members.length)).toEqual([24]);
  });

  test('that follow one another at quite another size stay two', () => {
    const events = every(0, 7, 24).map((day, index) => ({ day, size: index < 12 ? 193_615 : 25_900 }));
    // A third one at the same shop keeps all sizes from being taken together.
    const others = every(2, 7, 24).map((day) => ({ day, size: 60_000 }));
    const { streams } = findStreams([...events, ...others], weekly);
    expect(streams.map(({ members }) => members.length).sort()).toEqual([12, 12, 24]);
  });

  test('of one price on two days of the week are two', () => {
    const events = [...every(0, 7, 15), ...every(1, 7, 15)].map((day) => ({ day, size: 450 }));
    expect(findStreams(events, weekly).streams.map(({ members }) => members.length)).toEqual([15, 15]);
  });

  test('are not among daily coffees, nor too few things', () => {
    const coffee = habit(8, { count: 200, mean: 1.6, shape: 2 }).map((day) => ({ day, size: 320 }));
    const { streams, tested } = findStreams(coffee, weekly);
    expect(streams.filter(({ logEvidence }) => logEvidence > Math.log(20))).toEqual([]);
    expect(tested).toEqual({ even: 1, uneven: 0 });
    expect(findStreams(coffee.slice(0, 2), weekly)).toEqual({ streams: [], tested: { even: 0, uneven: 0 } });
  });

  test('hold each thing once, in any order of what is given', () => {
    const event = fc.record({ day: fc.nat(120), size: fc.constantFrom(450, 999, 1_000, 1_300) });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const { streams } = findStreams(events, weekly);
        const all = streams.flatMap(({ members }) => members);
        expect(new Set(all).size).toBe(all.length);
        const turned = findStreams([...events].reverse(), weekly).streams;
        const evidence = (of: typeof streams) => of.reduce((sum, one) => sum + one.logEvidence, 0);
        expect(evidence(turned)).toBeCloseTo(evidence(streams), 6);
      }),
      { numRuns: 100 },
    );
  });
});
