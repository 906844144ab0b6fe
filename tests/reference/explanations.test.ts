import { explainDependentLinear, explainLinear, type LinearModel } from '@steward/ml/linear';
import { expect, test } from 'vitest';
import { hasReferenceData, readVectors } from './reference-data.ts';

interface Apart {
  coef: number[];
  intercept: number;
  backgroundMean: number[];
  x: number[];
}
interface Joint {
  beta: number[];
  mu: number[];
  sigma: number[][];
  x: number[];
}

test.skipIf(!hasReferenceData())('linear scores are taken apart as by SHAP', () => {
  const near = (found: ArrayLike<number>, expected: readonly number[], tolerance: number) => {
    expect(found.length).toBe(expected.length);
    expected.forEach((value, at) =>
      expect(Math.abs((found[at] ?? NaN) - value)).toBeLessThanOrEqual(tolerance),
    );
  };
  for (const { inputs, expected, tolerance } of readVectors('explain.linear')) {
    if ('beta' in (inputs as object)) {
      const { beta, mu, sigma, x } = inputs as Joint;
      const found = explainDependentLinear({ coefficients: beta, means: mu, covariance: sigma }, x);
      near(found, expected as number[], tolerance);
      continue;
    }
    const { coef, intercept, backgroundMean, x } = inputs as Apart;
    const model: LinearModel = {
      ...{ kind: 'least-squares', version: 1 },
      schema: coef.map((_, place) => ({ kind: 'number', name: `x${place}` })),
      offsets: Int32Array.from({ length: coef.length + 1 }, (_, place) => place),
      fills: Float64Array.from(backgroundMean),
      means: Float64Array.from(backgroundMean),
      coefficients: Float64Array.from(coef),
      intercepts: Float64Array.of(intercept),
    };
    const { base, terms, score } = explainLinear(model, Float64Array.from(x));
    const { phi, expectedValue, prediction } = expected as {
      phi: number[];
      expectedValue: number;
      prediction: number;
    };
    near([...terms, base, score], [...phi, expectedValue, prediction], tolerance);
  }
});
