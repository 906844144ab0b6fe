import { describe, expect, test } from 'vitest';
import { logLoss } from '../metrics/index.ts';
import { createRandom } from '../random/index.ts';
import {
  calibrateOnline,
  calibrateScore,
  createOnlineCalibration,
  estimatePerformance,
  expectedCalibrationError,
  fitCalibration,
  foldOnlineCalibration,
  type Calibration,
  type OnlineCalibrationState,
} from './index.ts';

const METHODS = ['isotonic', 'platt', 'temperature', 'beta'] as const;
const SCORES = [0.9, 0.8, 0.8, 0.8, 0.7, 0.6, 0.6, 0.5, 0.4, 0.4, 0.4, 0.3, 0.2, 0.2, 0.1];
const TRUTHS = [1, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0];
const GRID = Array.from({ length: 101 }, (_, index) => index / 100);

function fit(
  method: Calibration['method'],
  scores: readonly number[],
  truths: readonly number[],
): Calibration {
  const calibration = fitCalibration(method, scores, truths);
  if ('status' in calibration) throw new Error(calibration.status);
  return calibration;
}

/** Scores that are too bold: what they mean is nearer to one half. */
function bold(n: number, seed: number) {
  const random = createRandom(seed);
  const scores = Array.from({ length: n }, () => 1 / (1 + Math.exp(-3 * random.normal())));
  const meaning = (score: number) => 1 / (1 + (1 / score - 1) ** 0.4);
  const truths = scores.map((score) => (random.uniform() < meaning(score) ? 1 : 0));
  return { scores, truths, meaning };
}

const lossOf = (truths: readonly number[], said: readonly number[]) => {
  const loss = logLoss(said.map((p, index) => (truths[index] === 1 ? p : 1 - p)));
  return typeof loss === 'number' ? loss : Number.NaN;
};

describe.each(METHODS)('%s', (method) => {
  test('never falls, and says probabilities', () => {
    const { scores, truths } = bold(400, 2);
    for (const calibration of [fit(method, SCORES, TRUTHS), fit(method, scores, truths)]) {
      const said = GRID.map((score) => calibrateScore(calibration, score));
      expect(said.every((p) => p >= 0 && p <= 1)).toBe(true);
      expect(said.every((p, index) => index === 0 || p >= (said[index - 1] ?? 0))).toBe(true);
    }
  });

  test('finds what scores mean', () => {
    const { scores, truths, meaning } = bold(20_000, 5);
    // Platt's is a curve over any number: of probabilities over their logit.
    const given = (score: number) => (method === 'platt' ? Math.log(score / (1 - score)) : score);
    const calibration = fit(method, scores.map(given), truths);
    const fresh = bold(5_000, 6);
    const judge = (say: (score: number) => number) =>
      expectedCalibrationError(
        fresh.scores.map((score, index) => ({ confidence: say(score), isRight: fresh.truths[index] === 1 })),
      );
    expect(judge((score) => score)).toBeGreaterThan(0.1);
    expect(judge((score) => calibrateScore(calibration, given(score)))).toBeLessThan(0.025);
    expect(calibrateScore(calibration, given(0.95))).toBeCloseTo(meaning(0.95), 1);
  });

  test('loses less on what it learned than no calibration', () => {
    const { scores, truths } = bold(3_000, 9);
    const calibration = fit(method, scores, truths);
    const said = scores.map((score) => calibrateScore(calibration, score));
    expect(lossOf(truths, said)).toBeLessThan(lossOf(truths, scores));
  });

  test('stays finite where scores separate the truths, and flat where they say nothing or the opposite', () => {
    const apart = fit(method, [0.1, 0.2, 0.3, 0.7, 0.8, 0.9], [0, 0, 0, 1, 1, 1]);
    expect(GRID.map((score) => calibrateScore(apart, score)).every(Number.isFinite)).toBe(true);
    const falling = fit(method, [0.1, 0.2, 0.3, 0.7, 0.8, 0.9], [1, 1, 1, 0, 0, 0]);
    const silent = fit(method, [0.5, 0.5, 0.5, 0.5], [1, 0, 1, 0]);
    for (const score of [0.2, 0.5, 0.9]) {
      expect(calibrateScore(falling, score)).toBeCloseTo(0.5, 5);
      expect(calibrateScore(silent, score)).toBeCloseTo(0.5, 5);
    }
  });

  test('is plain data, leaves what it learned as it was, and does not depend on its order', () => {
    const [scores, truths] = [[...SCORES], [...TRUTHS]];
    const calibration = fit(method, scores, truths);
    expect([scores, truths]).toEqual([SCORES, TRUTHS]);
    const again = JSON.parse(JSON.stringify(calibration)) as Calibration;
    const turned = fit(method, SCORES.toReversed(), TRUTHS.toReversed());
    for (const score of GRID) {
      expect(calibrateScore(again, score)).toBe(calibrateScore(calibration, score));
      expect(calibrateScore(turned, score)).toBeCloseTo(calibrateScore(calibration, score), 8);
    }
  });

  test('is refused for what is no score, and too little', () => {
    expect(() => fitCalibration(method, [Number.NaN, 1], [0, 1])).toThrow(
      `by ${method} cannot take the score NaN at 0`,
    );
    expect(() => fitCalibration(method, [0.1], [0, 1])).toThrow('as many scores as truths');
    expect(() => fitCalibration(method, [0.1, 0.2], [0, 2])).toThrow('truths of 0 or 1, got 2 at 1');
    expect(fitCalibration(method, [0.1, 0.2], [1, 1])).toEqual({
      status: 'insufficient_data',
      needed: 1,
      has: 0,
    });
  });
});

describe('the methods', () => {
  test('are those of scikit-learn', () => {
    // scikit-learn 1.2.1: IsotonicRegression(out_of_bounds='clip').predict, _SigmoidCalibration().predict.
    const isotonic = fit('isotonic', SCORES, TRUTHS);
    const at = [0, 0.1, 0.25, 0.5, 0.6, 0.65, 0.8, 0.85, 1];
    const shares = [0, 0, 2 / 7, 2 / 7, 0.5, 0.625, 0.75, 0.875, 1];
    at.forEach((score, index) => {
      expect(calibrateScore(isotonic, score)).toBeCloseTo(shares[index] ?? 0, 12);
    });
    const platt = fit('platt', SCORES, TRUTHS);
    if (platt.method !== 'platt') throw new Error(platt.method);
    // Theirs is told by scores from 0 on, ours from the middle of the scores, in units of their spread.
    const slope = platt.slope / platt.spread;
    expect(slope).toBeCloseTo(3.08156, 3);
    expect(platt.intercept - slope * platt.centre).toBeCloseTo(-1.72836, 3);
    expect(calibrateScore(platt, 0.9)).toBeCloseTo(0.73982, 4);
  });
});

test('beta leaves out the side that would fall, and fits the other anew', () => {
  // scipy 1.10.1: the smallest log loss of Platt's targets over a, b >= 0 and c (minimize, L-BFGS-B).
  const left = fit(
    'beta',
    [0.57, 0.89, 0.47, 0.35, 0.34, 0.5, 0.61, 0.27, 0.67, 0.78],
    [1, 0, 1, 0, 0, 0, 1, 0, 1, 1],
  );
  const right = fit(
    'beta',
    [0.23, 0.45, 0.57, 0.51, 0.84, 0.57, 0.33, 0.25, 0.62, 0.22],
    [1, 0, 1, 0, 1, 1, 0, 0, 1, 1],
  );
  if (left.method !== 'beta' || right.method !== 'beta') throw new Error('both are beta');
  [left.a, left.b, left.c].forEach((value, at) =>
    expect(value).toBeCloseTo([2.10256031, 0, 1.40244305][at] ?? NaN, 5),
  );
  [right.a, right.b, right.c].forEach((value, at) =>
    expect(value).toBeCloseTo([0, 1.35325904, -0.52700884][at] ?? NaN, 5),
  );
});

test.each([
  ['huge', (score: number) => 1e300 * score],
  ['tiny', (score: number) => 1e-300 * score],
  ['the tiniest', (score: number) => Math.round(10 * score) * Number.MIN_VALUE],
  // Steps of 2^-20 are exact at 2^30.
  ['a billion, and little apart', (score: number) => 2 ** 30 + Math.round(10 * score) * 2 ** -20],
])('Platt says the same of scores that are %s', (_, moved) => {
  const [plain, same] = [fit('platt', SCORES, TRUTHS), fit('platt', SCORES.map(moved), TRUTHS)];
  for (const score of SCORES) {
    expect(calibrateScore(same, moved(score))).toBeCloseTo(calibrateScore(plain, score), 9);
  }
});

test.each(METHODS)('a score that %s could not have learned is not calibrated', (method) => {
  const calibration = fit(method, SCORES, TRUTHS);
  expect(() => calibrateScore(calibration, NaN)).toThrow(`by ${method} cannot take the score NaN`);
  const beyond = method === 'platt' ? Infinity : 1.5;
  expect(() => calibrateScore(calibration, beyond)).toThrow(`cannot take the score ${beyond}`);
});

describe.each(METHODS)('online calibration by %s', (method) => {
  const start = () => createOnlineCalibration({ method });

  test('begins as the identity, and finds what scores mean', () => {
    const state = start();
    expect(calibrateOnline(state, 0.83)).toBeCloseTo(0.83, 12);
    const { scores, truths, meaning } = bold(20_000, 12);
    const said = scores.map((score, index) => foldOnlineCalibration(state, score, truths[index] === 1));
    expect(calibrateOnline(state, 0.95)).toBeCloseTo(meaning(0.95), 1);
    expect(Math.abs(calibrateOnline(state, 0.5) - 0.5)).toBeLessThan(0.06);
    // Judged before each label came, over all of them.
    expect(lossOf(truths, said)).toBeLessThan(lossOf(truths, scores) - 0.02);
  });

  test('follows when scores come to mean something else', () => {
    const state = start();
    const { scores, truths } = bold(8_000, 3);
    scores.forEach((score, index) => foldOnlineCalibration(state, score, truths[index] === 1));
    const before = Math.abs(calibrateOnline(state, 0.9) - 0.9);
    const random = createRandom(4);
    for (let index = 0; index < 20_000; index++) {
      const score = random.uniform();
      foldOnlineCalibration(state, score, random.uniform() < score);
    }
    expect(before).toBeGreaterThan(0.1);
    expect(Math.abs(calibrateOnline(state, 0.9) - 0.9)).toBeLessThan(before / 2);
  });

  test('says what it said before the label came, and goes on from JSON', () => {
    const [one, other] = [start(), start()];
    expect(foldOnlineCalibration(one, 0.7, false)).toBeCloseTo(0.7, 12);
    foldOnlineCalibration(other, 0.7, false);
    let again = JSON.parse(JSON.stringify(other)) as OnlineCalibrationState;
    const { scores, truths } = bold(2_300, 8);
    scores.forEach((score, index) => {
      const isTrue = truths[index] === 1;
      expect(foldOnlineCalibration(again, score, isTrue)).toBe(foldOnlineCalibration(one, score, isTrue));
      if (index % 500 === 0) again = JSON.parse(JSON.stringify(again)) as OnlineCalibrationState;
    });
    expect(again).toEqual(one);
  });

  test('stays finite, within 0 and 1, and never falls, whatever comes', () => {
    for (const isTurned of [false, true]) {
      const state = start();
      for (let index = 0; index < 5_000; index++) {
        foldOnlineCalibration(state, index % 2, (index % 2 === 0) !== isTurned);
      }
      const said = GRID.map((score) => calibrateOnline(state, score));
      expect(said.every((p, index) => p >= (said[index - 1] ?? 0))).toBe(true);
      expect(said.every((p) => p >= 0 && p <= 1)).toBe(true);
    }
    expect(() => foldOnlineCalibration(start(), 1.1, true)).toThrow('got 1.1');
    expect(() => foldOnlineCalibration(start(), NaN, true)).toThrow('got NaN');
    expect(() => calibrateOnline(start(), NaN)).toThrow('got NaN');
  });
});

test('a window of labels is all that isotonic remembers, and it says neither 0 nor 1', () => {
  const [one, other] = [0, 1].map(() => createOnlineCalibration({ method: 'isotonic', window: 400 }));
  if (!one || !other) throw new Error('there are two');
  const before = bold(1_000, 1);
  before.scores.forEach((score, index) => foldOnlineCalibration(one, score, before.truths[index] === 1));
  const { scores, truths } = bold(400, 2);
  for (const state of [one, other]) {
    scores.forEach((score, index) => foldOnlineCalibration(state, score, truths[index] === 1));
  }
  expect(GRID.map((score) => calibrateOnline(one, score))).toEqual(
    GRID.map((score) => calibrateOnline(other, score)),
  );
  expect(calibrateOnline(one, 0)).toBe(1 / 402);
  expect(JSON.stringify(one).length).toBeLessThan(60 * 400);
  expect(() => createOnlineCalibration({ rate: 0 })).toThrow('a rate above 0, got 0');
  expect(() => createOnlineCalibration({ rate: Infinity })).toThrow('a rate above 0, got Infinity');
  expect(() => createOnlineCalibration({ method: 'isotonic', window: 10 })).toThrow(
    '40 labels at least, got 10',
  );
});

test('isotonic looks through its window once in a fortieth of it, also while all labels are right', () => {
  const state = createOnlineCalibration({ method: 'isotonic', window: 400 });
  for (let index = 0; index < 1_000; index++) {
    expect(foldOnlineCalibration(state, 0.9, true)).toBe(0.9);
    expect(state).toMatchObject({ fitted: null, fresh: (index + 1) % 10 });
  }
});

describe('performance without labels', () => {
  test('is what comes true where probabilities are calibrated', () => {
    const random = createRandom(8);
    const probabilities = Array.from({ length: 50_000 }, () => random.uniform() ** 2);
    const truths = probabilities.map((p) => (random.uniform() < p ? 1 : 0));
    const right = probabilities.filter((p, index) => (p >= 0.5 ? 1 : 0) === truths[index]).length;
    const estimate = estimatePerformance(probabilities);
    expect(estimate.status === 'estimated' && estimate.accuracy).toBeCloseTo(right / 50_000, 2);
  });

  test('takes what is at the threshold for true, and ranks equals as half', () => {
    // By hand: .5 + .8 + .8 of 3 are true, .8 of 1 is not. ROC AUC: over all pairs, each with itself, p (1 - q) where p is
    // above q, half of it where they are the same, by the sum of p times that of 1 - p (numpy 1.24.2).
    const estimate = estimatePerformance([0.2, 0.5, 0.8, 0.8]);
    if (estimate.status !== 'estimated') throw new Error(estimate.status);
    expect(estimate.truePositives).toBeCloseTo(2.1, 12);
    expect(estimate.trueNegatives).toBeCloseTo(0.8, 12);
    expect(estimate.rocAuc).toBeCloseTo(0.7685421994884912, 12);
  });

  test('is not said where nothing is predicted', () => {
    expect(estimatePerformance([0.1, 0.2])).toMatchObject({
      precision: null,
      recall: 0,
      f1: 0,
      truePositives: 0,
    });
    expect(estimatePerformance([0, 0])).toMatchObject({ recall: null, f1: null, rocAuc: null, accuracy: 1 });
    expect(estimatePerformance([])).toEqual({ status: 'insufficient_data', needed: 1, has: 0 });
    expect(() => estimatePerformance([0.5, 1.5])).toThrow('got 1.5 at 1');
    expect(() => estimatePerformance([0.5], NaN)).toThrow('needs a threshold, got NaN');
  });
});
