import { expect, test } from 'vitest';
import { levelOfConfidence } from '../decisions/index.ts';
import { coordinate, MINIMUM_CONFIDENCE, MINIMUM_LABELS } from './coordinate.ts';

const sure = { confidence: 0.9, labelCount: MINIMUM_LABELS, payeeName: 'Market', payeeShares: [] };
const unsure = { ...sure, confidence: MINIMUM_CONFIDENCE - 0.01 };

test('without a rule the surest decision is a suggestion', () => {
  expect(coordinate({ ...sure, confidence: 1 })).toMatchObject({
    ...{ outcome: 'suggested', reason: { code: 'no_rule' } },
  });
  expect(coordinate({ ...sure, confidence: MINIMUM_CONFIDENCE }).outcome).toBe('suggested');
});

test('a workspace with too few labels abstains, however sure the model is, and says what is missing', () => {
  const { outcome, reason } = coordinate({ ...sure, labelCount: MINIMUM_LABELS - 1 });
  expect(outcome).toBe('abstained');
  expect(reason).toEqual({
    code: 'too_little_data',
    message: 'Too little data: needs 10 labelled transactions, has 9.',
  });
});

test('an unsure decision abstains with its reason', () => {
  expect(coordinate(unsure).reason).toEqual({
    code: 'no_history',
    message: 'Market was never seen before.',
  });
  const mixed = [
    ...[
      { category: 'Groceries', count: 4 },
      { category: 'Gifts', count: 3 },
    ],
    ...[
      { category: 'Household', count: 2 },
      { category: 'Books', count: 1 },
    ],
  ];
  expect(coordinate({ ...unsure, payeeShares: mixed }).reason).toEqual({
    code: 'mixed_payee',
    message: 'Market is mixed: Groceries 4 of 10, Gifts 3 of 10, Household 2 of 10.',
  });
  const clear = [{ category: 'Groceries', count: 9 }];
  expect(coordinate({ ...unsure, payeeShares: clear })).toMatchObject({
    ...{ outcome: 'abstained', reason: { code: 'low_confidence' } },
  });
});

test.each([
  [0.9, 'very_high'],
  [0.8999, 'high'],
  [0.7, 'high'],
  [0.5, 'medium'],
  [0.3, 'low'],
  [0.2999, 'very_low'],
] as const)('a confidence of %d is %s', (confidence, level) => {
  expect(levelOfConfidence(confidence)).toBe(level);
});
