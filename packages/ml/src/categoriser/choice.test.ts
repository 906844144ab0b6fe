import { describe, expect, test } from 'vitest';
import { createCategoriser, learn, predict, predictAndExplain, type CategoriserRow } from './index.ts';

const row = (payee: number): CategoriserRow => ({
  ...{ payee: `Shop No ${payee}`, memo: '', amount: -1234, date: '2026-03-14', context: {} },
});

/** Twelve categories at forty shops, each shop with one of its own most of the time. */
function learnedModel() {
  const model = createCategoriser({ contextColumns: [] });
  for (let index = 0; index < 400; index++) {
    const payee = (index * 7) % 40;
    learn(model, row(payee), `category ${index % 5 === 0 ? index % 12 : payee % 12}`);
  }
  return model;
}

const model = learnedModel();
const asked = row(3);
const plain = predict(model, asked);
if (plain.status !== 'predicted') throw new Error('the model has learned something');
const [first, second, third] = plain.alternatives;

describe('what is left out', () => {
  test('is never predicted: the next best is, with its chance among those that are left', () => {
    const rest = predict(model, asked, { leaveOut: new Set([plain.label]) });
    if (rest.status !== 'predicted') throw new Error('eleven are left');
    expect(rest).toMatchObject({ label: second?.label, leftOut: [plain.label] });
    expect(rest.alternatives.map(({ label }) => label)).not.toContain(plain.label);
    expect(rest.confidence).toBeCloseTo((second?.probability ?? 0) / (1 - (first?.probability ?? 0)), 9);
  });

  test('gives its share to the others where it was not the likeliest', () => {
    const surer = predict(model, asked, { leaveOut: new Set([second?.label ?? '']) });
    expect(surer).toMatchObject({ label: plain.label, leftOut: [second?.label] });
    expect(surer.status === 'predicted' && surer.confidence).toBeGreaterThan(plain.confidence);
  });

  test('changes nothing where it has no say, and nothing is said where all is left out', () => {
    expect(predict(model, asked, { leaveOut: new Set(['category never seen']) })).toEqual(plain);
    expect(predict(model, asked, { leaveOut: new Set(model.labels) })).toEqual({ status: 'no_labels' });
  });

  test('is explained exactly, and again the same, bit for bit, by what had a say alone', () => {
    for (let payee = 0; payee < 40; payee++) {
      const leaveOut = new Set(['category 1', 'category 4', 'category 7', `category ${payee % 12}`]);
      const { prediction, explanation } = predictAndExplain(model, row(payee), { leaveOut });
      if (prediction.status !== 'predicted' || !explanation) throw new Error('eight are left');
      const sum = explanation.terms.reduce((total, term) => total + term.contribution, explanation.base);
      expect(Math.abs(sum - explanation.score)).toBeLessThan(1e-9);
      expect(explanation.score).toBe(prediction.score);
      const again = predictAndExplain(model, row(payee), { leaveOut: new Set(prediction.leftOut) });
      expect(again.prediction).toMatchObject({ label: prediction.label, confidence: prediction.confidence });
      expect(again.explanation).toEqual(explanation);
    }
  });
});

test('a label asked about has its own chance, and one never seen has none', () => {
  const label = third?.label ?? '';
  const other = predict(model, asked, { label });
  if (other.status !== 'predicted') throw new Error('it was seen');
  expect(other).toMatchObject({ label, likeliest: plain.label });
  expect(other.score).toBeLessThan(0);
  expect(other.confidence).toBeLessThan(1 - plain.confidence);
  expect(predict(model, asked, { label: 'never seen' })).toEqual({
    ...{ status: 'unknown_label', likeliest: plain.label, leftOut: [] },
  });
});
