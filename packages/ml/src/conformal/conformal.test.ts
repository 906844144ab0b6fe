import { describe, expect, test } from 'vitest';
import { createRandom } from '../random/index.ts';
import {
  conformalQuantile,
  createAdaptiveRisk,
  foldAdaptiveRisk,
  labelStrangeness,
  predictionSet,
  type AdaptiveRiskState,
} from './index.ts';

const quantileOf = (scores: readonly number[], risk: number) => {
  const quantile = conformalQuantile(scores, risk);
  if (typeof quantile !== 'number') throw new Error(quantile.status);
  return quantile;
};

/** Cases of four labels whose probabilities are off: the truth is drawn from milder ones. */
function cases(n: number, seed: number) {
  const random = createRandom(seed);
  return Array.from({ length: n }, () => {
    const scores = Array.from({ length: 4 }, () => 2 * random.normal());
    const share = (temperature: number) => {
      const parts = scores.map((score) => Math.exp(score / temperature));
      const total = parts.reduce((sum, part) => sum + part, 0);
      return parts.map((part) => part / total);
    };
    let left = random.uniform();
    const truth = share(2).findIndex((part) => (left -= part) < 0);
    return { probabilities: share(1), truth: Math.max(0, truth) };
  });
}

describe.each(['least_ambiguous', 'adaptive'] as const)('sets that are %s', (method) => {
  test('hold the truth as often as promised, though the probabilities are off', () => {
    const quantile = quantileOf(
      cases(2_000, 1).map(({ probabilities, truth }) => labelStrangeness(method, probabilities, truth)),
      0.1,
    );
    const fresh = cases(20_000, 2).map(({ probabilities, truth }) => ({
      truth,
      set: predictionSet(method, probabilities, quantile),
    }));
    const covered = fresh.filter(({ set, truth }) => set.includes(truth)).length / fresh.length;
    expect(covered).toBeGreaterThan(0.885);
    expect(covered).toBeLessThan(0.92);
    expect(fresh.some(({ set }) => set.length === 1)).toBe(true);
  });

  test('hold exactly the labels that are not stranger than the quantile', () => {
    const [{ probabilities } = { probabilities: [] }] = cases(1, 7);
    for (const quantile of [0.2, 0.5, 0.8, 0.95, 1]) {
      const set = probabilities.flatMap((_, label) =>
        labelStrangeness(method, probabilities, label) <= quantile ? [label] : [],
      );
      expect(predictionSet(method, probabilities, quantile).toSorted()).toEqual(set);
    }
  });
});

test.each(['least_ambiguous', 'adaptive'] as const)(
  'a quantile of 1 holds all labels, whatever rounding adds to their sum: %s',
  (method) => {
    for (const { probabilities } of cases(200, 3)) {
      expect(predictionSet(method, probabilities, 1)).toHaveLength(4);
      probabilities.forEach((_, label) =>
        expect(labelStrangeness(method, probabilities, label)).toBeLessThanOrEqual(1),
      );
    }
  },
);

test('labels of equal probability come in their own order', () => {
  expect(predictionSet('adaptive', [0.25, 0.25, 0.25, 0.25], 0.5)).toEqual([0, 1]);
  expect(labelStrangeness('adaptive', [0.25, 0.25, 0.25, 0.25], 2)).toBe(0.75);
});

describe('the conformal quantile', () => {
  test('is the rank that n + 1 asks for, and is not said of too few', () => {
    const scores = Array.from({ length: 19 }, (_, index) => (index + 1) / 20);
    expect(conformalQuantile(scores, 0.1)).toBe(0.9);
    expect(conformalQuantile(scores.slice(0, 9), 0.1)).toBe(0.45);
    expect(conformalQuantile(scores.slice(0, 8), 0.1)).toEqual({
      status: 'insufficient_data',
      needed: 9,
      has: 8,
    });
  });

  test('covers on average as promised even with few labels', () => {
    const random = createRandom(4);
    let covered = 0;
    for (let repetition = 0; repetition < 20_000; repetition++) {
      const scores = Array.from({ length: 14 }, () => random.uniform() ** 3);
      if (random.uniform() ** 3 <= quantileOf(scores, 0.2)) covered += 1;
    }
    // ceil(15 x .8) / 15.
    expect(covered / 20_000).toBeCloseTo(0.8, 2);
  });

  test('is refused for what is no score and no risk', () => {
    expect(() => conformalQuantile([0.5, Number.NaN], 0.5)).toThrow('got NaN at 1');
    expect(() => conformalQuantile([1], 1)).toThrow('got 1');
    expect(() => labelStrangeness('adaptive', [1], 3)).toThrow('no label 3');
    expect(() => labelStrangeness('adaptive', [0.5, NaN], 0)).toThrow('probabilities, got NaN at 1');
    expect(() => predictionSet('adaptive', [0.5, NaN], 0.9)).toThrow('probabilities, got NaN at 1');
    expect(() => predictionSet('adaptive', [0.5, 0.5], NaN)).toThrow('a quantile, got NaN');
  });
});

describe('adaptive risk', () => {
  test('misses as often as wanted on a stream that turns, by the bound that needs no assumption', () => {
    const random = createRandom(5);
    const state = createAdaptiveRisk(0.1, 0.02);
    const scores: number[] = [];
    let missed = 0;
    const steps = 6_000;
    for (let step = 0; step < steps; step++) {
      // Scores grow twofold in the middle: a quantile of the past alone would miss far more.
      const score = Math.abs(random.normal()) * (step > steps / 2 ? 3 : 1);
      const recent = scores.slice(-200);
      const quantile =
        state.current <= 0
          ? Infinity
          : state.current >= 1
            ? -Infinity
            : conformalQuantile(recent, state.current);
      const isCovered = typeof quantile !== 'number' || score <= quantile;
      if (!isCovered) missed += 1;
      foldAdaptiveRisk(state, isCovered);
      scores.push(score);
    }
    expect(Math.abs(missed / steps - 0.1)).toBeLessThanOrEqual((0.9 + 0.02) / (0.02 * steps));
  });

  test('goes on from JSON', () => {
    const state = createAdaptiveRisk(0.1);
    foldAdaptiveRisk(state, false);
    const again = JSON.parse(JSON.stringify(state)) as AdaptiveRiskState;
    for (const one of [state, again]) foldAdaptiveRisk(one, true);
    expect(again).toEqual(state);
    expect(() => createAdaptiveRisk(0)).toThrow(RangeError);
  });
});
