import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../random/index.ts';
import {
  chiSquareTest,
  conditionalChiSquareTest,
  cramerVonMisesTest,
  gTest,
  kolmogorovSmirnovTest,
  mannWhitneyTest,
  pairedPermutationTest,
  welchTest,
  type TestResult,
} from './index.ts';

type Test = (first: Float64Array, second: Float64Array) => TestResult;

const numeric: [string, Test][] = [
  ['welchTest', welchTest],
  ['mannWhitneyTest', mannWhitneyTest],
  ['kolmogorovSmirnovTest', kolmogorovSmirnovTest],
  ['cramerVonMisesTest', cramerVonMisesTest],
];
const paired: [string, Test][] = [
  ['pairedPermutationTest', (a, b) => pairedPermutationTest(a, b, { random: createRandom(1), draws: 99 })],
];
const counted: [string, Test][] = [
  ['chiSquareTest', chiSquareTest],
  ['gTest', gTest],
  ['conditionalChiSquareTest', conditionalChiSquareTest],
];

// Nearer to 0 their squared distances are no numbers, which is refused.
const double = fc
  .double({ noNaN: true, min: -1e6, max: 1e6 })
  .map((drawn) => (Math.abs(drawn) < 1e-130 ? 0 : drawn));
const value = fc.oneof(fc.integer({ min: -5, max: 5 }), double);
const sampleOf = (of: fc.Arbitrary<number>, minLength = 2) => fc.array(of, { minLength, maxLength: 25 });
const pairsOf = (of: fc.Arbitrary<number>) =>
  fc.integer({ min: 2, max: 12 }).chain((length) => {
    const one = fc.array(of, { minLength: length, maxLength: length });
    return fc.tuple(one, one);
  });
const count = fc.integer({ min: 0, max: 200 });

const families = [
  ...numeric.map(([name, run]) => ({ name, run, samples: fc.tuple(sampleOf(value), sampleOf(value)) })),
  ...paired.map(([name, run]) => ({ name, run, samples: pairsOf(value) })),
  ...counted.map(([name, run]) => ({ name, run, samples: pairsOf(count) })),
];

describe.each(families)('$name', ({ run, samples }) => {
  test('gives a p-value of 0..1 that does not depend on which sample comes first', () => {
    fc.assert(
      fc.property(samples, ([first, second]) => {
        const [a, b] = [Float64Array.from(first), Float64Array.from(second)];
        const [there, back] = [run(a, b), run(b, a)];
        if (there.status !== 'tested' || back.status !== 'tested') {
          expect(there.status).toBe(back.status);
          return;
        }
        expect(there.pValue).toBeGreaterThanOrEqual(0);
        expect(there.pValue).toBeLessThanOrEqual(1);
        expect(back.pValue).toBeCloseTo(there.pValue, 8);
      }),
    );
  });

  test('leaves its inputs as they are, and says the same twice', () => {
    fc.assert(
      fc.property(samples, ([first, second]) => {
        const [a, b] = [Float64Array.from(first), Float64Array.from(second)];
        expect(run(a, b)).toEqual(run(a, b));
        expect([...a]).toEqual(first.map((one) => one));
        expect([...b]).toEqual(second.map((one) => one));
      }),
    );
  });

  test('equal samples do not differ', () => {
    fc.assert(
      fc.property(samples, ([first]) => {
        const a = Float64Array.from(first);
        const result = run(a, a);
        if (result.status === 'tested') expect(result.pValue).toBeGreaterThan(0.99);
      }),
    );
  });

  test('too little is said to be too little, and what is no number is refused', () => {
    expect(run(new Float64Array(0), new Float64Array(0)).status).toBe('insufficient_data');
    const broken = Float64Array.from([1, Number.NaN]);
    expect(() => run(broken, Float64Array.from([1, 2]))).toThrow(RangeError);
    expect(() => run(Float64Array.from([1, 2]), Float64Array.from([1, Number.POSITIVE_INFINITY]))).toThrow(
      RangeError,
    );
  });
});

test.each(counted)('%s refuses counts that a double cannot tell apart', (_name, run) => {
  expect(() => run(Float64Array.from([1e200, 1]), Float64Array.from([1e200, 3]))).toThrow(RangeError);
});

test('draws that are no number give no p-value', () => {
  const [first, second] = [Array.from({ length: 20 }, (_, index) => index), new Array<number>(20).fill(3)];
  for (const draws of [-1, 0, Number.NaN]) {
    expect(() => pairedPermutationTest(first, second, { random: createRandom(1), draws })).toThrow('draws');
  }
});
