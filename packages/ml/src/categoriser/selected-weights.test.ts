import { expect, test } from 'vitest';
import {
  chosen,
  createSelectedWeights,
  stepSelected,
  weighSelected,
  widenSelectedWeights,
} from './selected-weights.ts';

const WIDTH = 5;
const payeeSeen = { width: WIDTH, favour: 3, seen: 4, firstColumn: 7 };
const payeeNew = { width: WIDTH, favour: 9, seen: 0, firstColumn: 8 };

/** A weight's first step of AdaGrad from G0 = 1 at rate .005 against a gradient of 1. */
const FIRST_STEP = -0.005 / Math.sqrt(2);

test('what was learned where a payee was often seen says nothing where it was not', () => {
  const selected = createSelectedWeights(WIDTH);
  Object.assign(chosen, payeeSeen);
  stepSelected(selected, 2, 1);
  expect(weighSelected(selected, 2)).toBeCloseTo(3 * FIRST_STEP, 8);
  expect(weighSelected(selected, 1)).toBe(0);
  Object.assign(chosen, payeeNew);
  expect(weighSelected(selected, 2)).toBe(0);
  Object.assign(chosen, payeeNew, { seen: payeeSeen.seen });
  expect(weighSelected(selected, 2)).toBeCloseTo(FIRST_STEP, 8);
});

test('without two columns the first one selects nothing', () => {
  const selected = createSelectedWeights(WIDTH);
  Object.assign(chosen, payeeSeen, { firstColumn: -1 });
  stepSelected(selected, 0, 1);
  expect(weighSelected(selected, 0)).toBeCloseTo(2 * FIRST_STEP, 8);
  expect(selected.firstColumn.every((value, at) => value === at % 2)).toBe(true);
});

test('contexts that a new column brings start at nothing, and the others stay', () => {
  const selected = createSelectedWeights(WIDTH);
  Object.assign(chosen, payeeSeen);
  stepSelected(selected, 4, 1);
  widenSelectedWeights(selected, WIDTH, WIDTH + 3);
  Object.assign(chosen, payeeSeen, { width: WIDTH + 3 });
  expect(weighSelected(selected, 4)).toBeCloseTo(3 * FIRST_STEP, 8);
  for (const context of [5, 6, 7]) expect(weighSelected(selected, context)).toBe(0);
});
