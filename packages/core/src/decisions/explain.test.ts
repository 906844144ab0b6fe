import { expect, test } from 'vitest';
import { explainPrediction, type PredictionToExplain, type ScoreTerm } from './explain.ts';

const term = (kind: string, contribution: number, counts?: [matching: number, total: number]): ScoreTerm => ({
  ...{ kind, subject: kind === 'amount' ? '-1250' : kind === 'context' ? 'shop=12' : 'market', contribution },
  ...{ matching: counts?.[0] ?? null, total: counts?.[1] ?? null },
});

function predictionOf(terms: ScoreTerm[], changes: Partial<PredictionToExplain> = {}): PredictionToExplain {
  return {
    ...{ categoryId: 'cat_1', confidence: 0.95, outcome: 'suggested', base: 0.5, terms },
    score: terms.reduce((total, { contribution }) => total + contribution, 0.5),
    alternatives: [],
    ...{ payeeName: 'Market', payeeSeen: 43, payeeShares: [{ categoryId: 'cat_1', count: 41 }] },
    nameOf: (categoryId) => (categoryId === 'cat_1' ? 'Groceries' : 'Gifts'),
    ...changes,
  };
}

test('terms that are not the score are never an explanation', () => {
  const terms = [term('payee', 1, [41, 43])];
  expect(() => explainPrediction(predictionOf(terms, { score: 1.500001 }))).toThrow('adds up to');
});

test('what was counted is said in words and opens what it counts', () => {
  const terms = [
    ...[term('payee', 2, [41, 43]), term('words', 1, [50, 60]), term('amount', 0.5, [2, 3])],
    ...[term('context', -0.5, [5, 90]), term('recent', 0.3)],
  ];
  const { mainFactors } = explainPrediction(predictionOf(terms));
  expect(mainFactors.map(({ evidence }) => evidence.counts?.filter)).toEqual([
    ...[{ payee: 'market' }, { word: 'market' }, { amountMinor: -1250 }],
    ...[{ context: { key: 'shop', value: '12' } }, undefined],
  ]);
  expect(mainFactors[0]?.evidence.text).toBe('41 of 43 were Groceries');
  expect(mainFactors[3]?.contribution).toBeLessThan(0);
});

test('small terms without counts are one factor, and the sum stays exact', () => {
  const small = [term('month', 0.05), term('amount_range', -0.02), term('recent', 0.04)];
  const counted = term('words', 0.01, [1, 1]);
  const explanation = explainPrediction(predictionOf([term('payee', 3, [41, 43]), ...small, counted]));
  expect(explanation.mainFactors.map(({ factor }) => factor)).toEqual([
    ...['Payee is market', "The word market in the bank's text", 'Everything else, each of it small'],
  ]);
  const sum = explanation.mainFactors.reduce((total, factor) => total + factor.term, explanation.base);
  expect(Math.abs(sum - explanation.score)).toBeLessThan(1e-9);
});

test('alternatives are those that have a chance, with how often they were right at this payee', () => {
  const shares = [
    { categoryId: 'cat_1', count: 41 },
    { categoryId: 'cat_2', count: 2 },
  ];
  const alternatives = [
    { categoryId: 'cat_1', probability: 0.95 },
    { categoryId: 'cat_2', probability: 0.0451239 },
    { categoryId: 'cat_3', probability: 0.0001 },
  ];
  const said = explainPrediction(predictionOf([], { alternatives, payeeShares: shares }));
  expect(said.alternatives).toEqual([
    { prediction: 'cat_2', probability: 0.045124, reason: '2 of 43 at Market were Gifts' },
  ]);
});

test('nothing is recommended to be accepted that is not suggested', () => {
  expect(explainPrediction(predictionOf([])).recommendedAction).toBe('accept');
  expect(explainPrediction(predictionOf([], { outcome: 'abstained' })).recommendedAction).toBe('choose');
});
