import { describe, expect, test } from 'vitest';
import type { Judged } from '../calibration/index.ts';
import { createRandom } from '../random/index.ts';
import { certifyLossThreshold, certifyThreshold, labelsNeeded, type Staked } from './index.ts';

const five = { maxWrong: 0.05, risk: 0.1 };

/** Confidences that say the truth: a decision of confidence c is right with probability c. */
function honest(n: number, seed: number): Judged[] {
  const random = createRandom(seed);
  return Array.from({ length: n }, () => {
    const confidence = 1 - 0.3 * random.uniform() ** 2;
    return { confidence, isRight: random.uniform() < confidence };
  });
}

/** The share that is wrong of decisions made at this threshold, by how `honest` draws them. */
function trueShareWrong(threshold: number): number {
  const largest = Math.sqrt((1 - threshold) / 0.3);
  return (0.3 * largest ** 2) / 3;
}

describe('the labels that a certificate needs', () => {
  test('are those of the exact binomial test', () => {
    // scipy 1.10.1: the least n with binom.cdf(k, n, a) <= .1.
    const at = (maxWrong: number) =>
      [0, 1, 2, 3].map((wrong) => labelsNeeded({ maxWrong, risk: 0.1 }, wrong));
    expect(at(0.05)).toEqual([45, 77, 105, 132]);
    expect(at(0.02)).toEqual([114, 194, 265, 333]);
    expect(at(0.01)).toEqual([230, 388, 531, 667]);
  });

  test('are named where they are missing', () => {
    const right = Array.from({ length: 44 }, () => ({ confidence: 0.99, isRight: true }));
    expect(certifyThreshold(right, five)).toEqual({ status: 'insufficient_data', needed: 45, has: 44 });
    expect(certifyThreshold([], five)).toEqual({ status: 'insufficient_data', needed: 45, has: 0 });
    expect(certifyThreshold([...right, { confidence: 0.5, isRight: true }], five)).toMatchObject({
      status: 'certified',
      threshold: 0.5,
      n: 45,
    });
  });
});

describe('a certified threshold', () => {
  test('holds in at least nine of ten ledgers, and lets more through with more labels', () => {
    let broken = 0;
    for (let seed = 0; seed < 400; seed++) {
      const result = certifyThreshold(honest(600, seed), five);
      if (result.status === 'certified' && trueShareWrong(result.threshold) > 0.05) broken += 1;
    }
    expect(broken / 400).toBeLessThan(0.1);
    const thresholdWith = (n: number) => {
      const result = certifyThreshold(honest(n, 1), five);
      return result.status === 'certified' ? result.threshold : 1;
    };
    expect(thresholdWith(20_000)).toBeLessThan(thresholdWith(300));
  });

  test('is given to at most one ledger in ten where the share wrong is just above the bound', () => {
    let given = 0;
    for (let seed = 0; seed < 1_000; seed++) {
      const random = createRandom(seed);
      const judged = Array.from({ length: 600 }, () => ({
        ...{ confidence: random.uniform(), isRight: random.uniform() >= 0.0501 },
      }));
      if (certifyThreshold(judged, five).status === 'certified') given += 1;
    }
    // P(X <= 1) of 90 is .056 (scipy 1.10.1: binom.cdf(1, 90, .0501)), by three standard deviations of 7.
    expect(given).toBeGreaterThan(35);
    expect(given).toBeLessThan(79);
  });

  /** The first so many right, the others wrong. */
  const rightUpTo = (right: number) =>
    Array.from({ length: 400 }, (_, index) => ({ confidence: 1 - index / 1_000, isRight: index < right }));

  test('tests sets of 90, 104, 120 … labels, and ends at the first that fails', () => {
    // scipy 1.10.1: beta.ppf(.9, 1, 90), beta.ppf(.9, 2, 103); sizes by hand from 2 x 45, 15 % more each.
    expect(certifyThreshold(rightUpTo(45), five)).toMatchObject({
      status: 'not_certified',
      n: 90,
      wrong: 45,
    });
    const [first, second] = [certifyThreshold(rightUpTo(90), five), certifyThreshold(rightUpTo(103), five)];
    expect(first).toMatchObject({ status: 'certified', threshold: 1 - 89 / 1_000, n: 90, wrong: 0 });
    expect(second).toMatchObject({ status: 'certified', threshold: 1 - 103 / 1_000, n: 104, wrong: 1 });
    expect('upperBound' in first && first.upperBound).toBeCloseTo(0.02525977444339371, 12);
    expect('upperBound' in second && second.upperBound).toBeCloseTo(0.03688537438312934, 12);
  });

  test('takes equal confidences together', () => {
    const judged = Array.from({ length: 200 }, (_, index) => ({ confidence: 0.9, isRight: index % 10 > 0 }));
    expect(certifyThreshold(judged, five)).toMatchObject({ status: 'not_certified', n: 200, wrong: 20 });
  });

  test('does not depend on the order of the labels, and leaves them as they were', () => {
    const judged = honest(900, 7);
    const copy = structuredClone(judged);
    expect(certifyThreshold(judged.toReversed(), five)).toEqual(certifyThreshold(judged, five));
    expect(judged).toEqual(copy);
  });

  test('is refused for bounds and confidences that mean nothing', () => {
    expect(() => certifyThreshold([], { maxWrong: 0, risk: 0.1 })).toThrow('got 0 at a risk of 0.1');
    expect(() => certifyThreshold([], { maxWrong: 0.05, risk: 1 })).toThrow(RangeError);
    expect(() => certifyThreshold([{ confidence: Number.NaN, isRight: true }], five)).toThrow('got NaN at 0');
    expect(() => labelsNeeded({ maxWrong: 1e-300, risk: 0.1 })).toThrow('a millionth or more');
    expect(() => labelsNeeded(five, -1)).toThrow('needs a count');
  });
});

describe('a threshold for what may be lost', () => {
  const bound = { maxLoss: 0.5, risk: 0.1, maxStake: 100 };
  const staked = (n: number, seed: number): Staked[] => {
    const random = createRandom(seed ^ 0x5eed);
    return honest(n, seed).map((one) => ({ ...one, stake: 120 * random.uniform() ** 4 }));
  };
  /** Lost a decision at this threshold: 24 is the mean stake, and a part of it lies above the largest one. */
  const trueLoss = (threshold: number) => {
    const largest = (100 / 120) ** (1 / 4);
    const made = Math.sqrt((1 - threshold) / 0.3);
    return trueShareWrong(threshold) * made * ((120 * largest ** 5) / 5);
  };

  test('holds in at least nine of ten ledgers', () => {
    let [broken, certified] = [0, 0];
    for (let seed = 0; seed < 200; seed++) {
      const result = certifyLossThreshold(staked(1_500, seed), bound);
      if (result.status !== 'certified') continue;
      certified += 1;
      if (trueLoss(result.threshold) > bound.maxLoss) broken += 1;
    }
    expect(certified).toBeGreaterThan(150);
    expect(broken / 200).toBeLessThan(0.1);
  });

  test('tries the confidences of sixty equal parts, and ends at the first that is not proved', () => {
    // By hand in 40 digits (mpmath 1.2.1): the capital of the first 210 of 600 is above 10, of ten more it is not.
    const labels = Array.from({ length: 600 }, (_, index) => ({
      ...{ confidence: 1 - index / 1_000, isRight: index < 200, stake: 1 },
    }));
    const result = certifyLossThreshold(labels, { maxLoss: 0.05, risk: 0.1, maxStake: 1 });
    expect(result).toEqual({ status: 'certified', threshold: 1 - 209 / 1_000, n: 210, loss: 10 / 600 });
  });

  test('never makes a decision of more than the largest stake', () => {
    const labels = Array.from({ length: 900 }, (_, index) => ({
      ...{ confidence: 0.9, isRight: index % 10 > 0, stake: index % 10 > 0 ? 1 : 101 },
    }));
    expect(certifyLossThreshold(labels, bound)).toMatchObject({ status: 'certified', n: 810, loss: 0 });
  });

  test('says how many labels it takes', () => {
    const result = certifyLossThreshold(staked(20, 1), bound);
    expect(result).toMatchObject({ status: 'insufficient_data', has: 20 });
    const needed = result.status === 'insufficient_data' ? result.needed : 0;
    const right = Array.from({ length: needed }, () => ({ confidence: 0.99, isRight: true, stake: 1 }));
    expect(certifyLossThreshold(right, bound)).toMatchObject({ status: 'certified', n: needed, loss: 0 });
  });

  test('needs as many as the capital takes to be tenfold, and refuses a bound that none are enough for', () => {
    // mpmath 1.2.1, 40 digits: the least n with the mean of (1 + b loss / scale)^n over the eight bets of 10 or more.
    const needed = (maxLoss: number, maxStake: number) =>
      certifyLossThreshold([], { maxLoss, maxStake, risk: 0.1 });
    expect(needed(0.5, 100)).toMatchObject({ needed: 833 });
    expect(needed(0.0001, 10_000)).toMatchObject({ needed: 417_591_376 });
    expect(() => needed(1e-10, 1e8)).toThrow('no number of labels is enough');
    expect(() => needed(0.5, Infinity)).toThrow('got 0.5, Infinity, 1 and 0.1');
    expect(() => needed(Infinity, 5)).toThrow(RangeError);
  });

  test('over those that are made bounds the share of them that is wrong, by weights', () => {
    const share = { maxLoss: 0.05, risk: 0.1, maxStake: 1, maxWeight: 4, over: 'made' } as const;
    let [broken, certified] = [0, 0];
    for (let seed = 0; seed < 100; seed++) {
      const random = createRandom(seed ^ 0xa11);
      // Of the confident ones, which were made unseen, one in four is reviewed, and stands for four.
      const reviewed = honest(4_000, seed).flatMap((one) => {
        if (one.confidence < 0.95) return [{ ...one, stake: 1 }];
        return random.uniform() < 0.25 ? [{ ...one, stake: 1, weight: 4 }] : [];
      });
      const result = certifyLossThreshold(reviewed, share);
      if (result.status !== 'certified') continue;
      certified += 1;
      if (trueShareWrong(result.threshold) > 0.05) broken += 1;
    }
    expect(certified).toBeGreaterThan(75);
    expect(broken / 100).toBeLessThan(0.1);
    // Over all decisions those that are left to a person lose nothing, and let more through.
    const labels = honest(3_000, 1).map((one) => ({ ...one, stake: 1 }));
    const [made, all] = [share, { ...share, over: 'all' as const }].map((one) =>
      certifyLossThreshold(labels, { ...one, maxWeight: 1 }),
    );
    if (made?.status !== 'certified' || all?.status !== 'certified') throw new Error('both are certified');
    expect(all.threshold).toBeLessThan(made.threshold);
    expect(made.loss).toBeCloseTo(
      labels.filter(({ confidence, isRight }) => confidence >= made.threshold && !isRight).length / made.n,
      12,
    );
  });

  test('counts a label that stands for ten as ten', () => {
    const few = staked(30_000, 3).filter(({ confidence }, index) => confidence < 0.9 || index % 10 === 0);
    const weighted = few.map((one) => ({ ...one, weight: one.confidence < 0.9 ? 1 : 10 }));
    const result = certifyLossThreshold(weighted, { ...bound, maxLoss: 1, maxWeight: 10 });
    if (result.status !== 'certified') throw new Error(result.status);
    expect(trueLoss(result.threshold)).toBeLessThan(1);
    const unweighted = certifyLossThreshold(few, { ...bound, maxLoss: 1 });
    expect(unweighted.status === 'certified' && unweighted.loss).not.toBeCloseTo(result.loss, 2);
  });

  test('is refused for weights above the largest and stakes below 0', () => {
    const one = { confidence: 0.9, isRight: true, stake: 1 };
    expect(() => certifyLossThreshold([{ ...one, weight: 2 }], bound)).toThrow('a weight of 0 to 1');
    expect(() => certifyLossThreshold([one, { ...one, stake: -1 }], bound)).toThrow('got 0.9, -1, 1 at 1');
    expect(() => certifyLossThreshold([one], { ...bound, maxLoss: 0 })).toThrow(RangeError);
  });
});
