import type { Explanation } from '@steward/core/decisions';
import { expect, test } from 'vitest';
import { layWaterfall } from './waterfall.ts';

function explanation(base: number, terms: number[]): Explanation {
  const evidence = { counts: null, text: '' };
  return {
    ...{ version: 1, prediction: 'cat_1', confidence: 0.5, base },
    score: terms.reduce((sum, term) => sum + term, base),
    mainFactors: terms.map((term, index) => ({ factor: String(index), term, contribution: 0, evidence })),
    ...{ alternatives: [], uncertaintySource: [], recommendedAction: 'review' },
  };
}

test('each bar starts where the last one ended', () => {
  const { base, steps, sum, zeroPercent } = layWaterfall(explanation(1, [3, -2]));
  expect(zeroPercent).toBe(0);
  expect(base).toEqual({ startPercent: 0, widthPercent: 25 });
  expect(steps.map(({ startPercent, widthPercent }) => [startPercent, widthPercent])).toEqual([
    [25, 75],
    [50, 50],
  ]);
  expect(sum).toEqual({ startPercent: 0, widthPercent: 50 });
});

test('a score below zero is drawn to the left of zero', () => {
  const { zeroPercent, sum } = layWaterfall(explanation(1, [-4]));
  expect(zeroPercent).toBe(75);
  expect(sum).toEqual({ startPercent: 0, widthPercent: 75 });
});

test('nothing at all is no bar, and no division by zero', () => {
  expect(layWaterfall(explanation(0, []))).toEqual({
    zeroPercent: 0,
    base: { startPercent: 0, widthPercent: 0 },
    steps: [],
    sum: { startPercent: 0, widthPercent: 0 },
  });
});
