import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../random/index.ts';
import { mannWhitneyTest } from '../statistics/index.ts';
import {
  accuracy,
  averagePrecision,
  brierScore,
  cardPrecision,
  confusionMatrix,
  labelScores,
  logLoss,
  rocAuc,
} from './index.ts';

const SCORES = [0.9, 0.8, 0.8, 0.8, 0.7, 0.6, 0.6, 0.5, 0.4, 0.4, 0.4, 0.3, 0.2, 0.2, 0.1];
const TRUTHS = [1, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0];

describe('labels', () => {
  const guesses = Array.from('aabbbccccd', (truth, index) => ({
    truth,
    guessed: 'abbbcccaab'[index] ?? null,
  }));

  test('are scored as by scikit-learn', () => {
    // scikit-learn 1.2.1: f1_score, precision_recall_fscore_support, confusion_matrix.
    const { labels, macroF1, weightedF1 } = labelScores(guesses);
    expect(macroF1).toBeCloseTo(0.3857142857142858, 14);
    expect(weightedF1).toBeCloseTo(0.48, 14);
    expect(labels.map(({ precision }) => precision)).toEqual([1 / 3, 1 / 2, 2 / 3, 0]);
    expect(labels.map(({ recall }) => recall)).toEqual([1 / 2, 2 / 3, 1 / 2, 0]);
    expect(labels.map(({ support }) => support)).toEqual([2, 3, 4, 1]);
    expect(confusionMatrix(guesses)).toEqual({
      labels: ['a', 'b', 'c', 'd'],
      counts: [
        [1, 1, 0, 0],
        [0, 2, 1, 0],
        [2, 0, 2, 0],
        [0, 1, 0, 0],
      ],
      withoutGuess: [0, 0, 0, 0],
    });
    expect(accuracy(guesses)).toBe(0.5);
  });

  test('count a label that is never the truth only where every label counts', () => {
    const some = Array.from('aab', (truth, index) => ({ truth, guessed: 'acb'[index] ?? null }));
    // scikit-learn 1.2.1: f1_score(list('aab'), list('acb'), average='macro'), and the same with labels=['a', 'b'].
    const { macroF1, macroF1OfTrue } = labelScores(some);
    expect(macroF1).toBeCloseTo(0.5555555555555555, 14);
    expect(macroF1OfTrue).toBeCloseTo(0.8333333333333333, 14);
  });

  test('that were not guessed are missed, and no label', () => {
    const some = [
      { truth: 'a', guessed: null },
      { truth: 'a', guessed: 'a' },
    ];
    expect(labelScores(some)).toEqual({
      labels: [{ label: 'a', support: 2, precision: 1, recall: 0.5, f1: 2 / 3 }],
      ...{ macroF1: 2 / 3, macroF1OfTrue: 2 / 3, weightedF1: 2 / 3 },
    });
    expect(confusionMatrix(some)).toEqual({ labels: ['a'], counts: [[1]], withoutGuess: [1] });
    expect(accuracy([])).toBe(0);
  });
});

describe('probabilities', () => {
  test('are scored as by scikit-learn', () => {
    // scikit-learn 1.2.1: log_loss, brier_score_loss.
    const ofTruth = SCORES.map((score, index) => (TRUTHS[index] === 1 ? score : 1 - score));
    expect(logLoss(ofTruth)).toBeCloseTo(0.5913721942406782, 14);
    expect(brierScore(SCORES, TRUTHS)).toMatchObject({ status: 'scored' });
    const result = brierScore(SCORES, TRUTHS);
    expect(result.status === 'scored' && result.score).toBeCloseTo(0.20333333333333334, 14);
  });

  test('have a Brier score that is the sum of its parts', () => {
    const said = fc.array(fc.tuple(fc.integer({ min: 0, max: 10 }), fc.boolean()), { minLength: 1 });
    fc.assert(
      fc.property(said, (pairs) => {
        const result = brierScore(
          pairs.map(([tenths]) => tenths / 10),
          pairs.map(([, came]) => (came ? 1 : 0)),
        );
        if (result.status !== 'scored') throw new Error(result.status);
        expect(result.reliability - result.resolution + result.uncertainty).toBeCloseTo(result.score, 12);
      }),
    );
  });

  test('of 0 for what came true lose without end', () => {
    expect(logLoss([0.5, 0])).toBe(Infinity);
    expect(() => logLoss([1.2])).toThrow('needs probabilities, got 1.2 at 0');
    expect(() => brierScore([0.5], [2])).toThrow('truths of 0 or 1, got 2 at 0');
    expect(logLoss([])).toEqual({ status: 'insufficient_data', needed: 1, has: 0 });
  });
});

describe('rankings', () => {
  test('are scored as by scikit-learn, ties included', () => {
    // scikit-learn 1.2.1: roc_auc_score, average_precision_score.
    expect(rocAuc(SCORES, TRUTHS)).toBeCloseTo(0.75, 14);
    expect(averagePrecision(SCORES, TRUTHS)).toBeCloseTo(0.7228200371057514, 14);
  });

  test('do not depend on the order of equal scores, nor on how scores are spread', () => {
    const order = TRUTHS.map((_, index) => index).reverse();
    const scores = order.map((index) => Math.exp(7 * (SCORES[index] ?? 0)));
    const truths = order.map((index) => TRUTHS[index] ?? 0);
    expect(rocAuc(scores, truths)).toBeCloseTo(0.75, 14);
    expect(averagePrecision(scores, truths)).toBeCloseTo(0.7228200371057514, 14);
  });

  test('are those of Mann and Whitney', () => {
    const random = createRandom(3);
    const scores = Array.from({ length: 300 }, () => Math.round(20 * random.normal()));
    const truths = scores.map((score) => (random.uniform() < 1 / (1 + Math.exp(-score / 20)) ? 1 : 0));
    const of = (truth: number) => scores.filter((_, index) => truths[index] === truth);
    const test = mannWhitneyTest(of(1), of(0));
    const u = test.status === 'tested' ? test.statistic : 0;
    expect(rocAuc(scores, truths)).toBeCloseTo(u / (of(1).length * of(0).length), 12);
  });

  test('need one of each kind', () => {
    expect(rocAuc([1, 2], [1, 1])).toEqual({ status: 'insufficient_data', needed: 1, has: 0 });
    expect(averagePrecision([1, 2], [0, 0])).toEqual({ status: 'insufficient_data', needed: 1, has: 0 });
    expect(() => rocAuc([1], [1, 0])).toThrow('as many scores as truths');
    expect(() => rocAuc([Number.NaN], [1])).toThrow('got NaN at 0');
  });
});

describe('card precision', () => {
  const row = (day: number, card: string, score: number, isFraud = false) => ({ day, card, score, isFraud });

  test('counts the cards of highest score each day, by their highest transaction', () => {
    const day = [row(1, 'a', 0.9), row(1, 'b', 0.2, true), row(1, 'b', 0.8), row(1, 'c', 0.7, true)];
    expect(cardPrecision(day, 2)).toBe(0.5);
    expect(cardPrecision(day, 3)).toBeCloseTo(2 / 3, 14);
  });

  test('leaves out cards that were found on an earlier day', () => {
    const days = [row(2, 'a', 0.9, true), row(2, 'b', 0.5, true), row(1, 'a', 0.9, true), row(1, 'b', 0.1)];
    expect(cardPrecision(days, 1)).toBe(1);
    expect(
      cardPrecision(
        days.filter(({ card }) => card === 'a'),
        1,
      ),
    ).toBe(0.5);
  });

  test('is refused for what is no day and no score', () => {
    expect(() => cardPrecision([row(1, 'a', 0.2), row(1, 'b', NaN)], 1)).toThrow('got 1 and NaN at 1');
    expect(() => cardPrecision([row(NaN, 'a', 0.2)], 1)).toThrow('got NaN and 0.2 at 0');
  });

  test('is refused for no cards a day', () => {
    expect(() => cardPrecision([], 0)).toThrow(RangeError);
    expect(cardPrecision([], 1)).toEqual({ status: 'insufficient_data', needed: 1, has: 0 });
  });
});
