/** From this shape on the correction to Stirling's formula below is exact to a double. */
export const LEAST_SHAPE = 250;

/**
 * Q(a, x), the upper regularised incomplete gamma function, for a shape `a` of 250 or more and x > 0; NaN for endless ones.
 *
 * With d = x^a exp(-x) / Gamma(a) = sqrt(a / 2 pi) exp(a (ln(x / a) - (x - a) / a) - 1/(12 a) + 1/(360 a^3)): below the mean
 * 1 - d / a (1 + x / (a + 1) + x^2 / ((a + 1) (a + 2)) + ...), else d times Legendre's continued fraction by Lentz's
 * method. Compared to shapes of 5e8: within 1e-11 of itself. O(sqrt a).
 * Source: NIST Digital library of mathematical functions, 5.11.1, 8.11.4 and 8.9.2. The function of @stdlib (0.3.1), which
 * serves smaller shapes, is wrong by up to 3 % from a shape of 910 on: it says .5038 for Q(5000, 5000), which is .4981.
 */
export function upperGammaShare(shape: number, x: number): number {
  const away = (x - shape) / shape;
  // The fraction would go on without end for what is no number.
  if (!Number.isFinite(away)) return Number.NaN;
  const stirling = 1 / (12 * shape) - 1 / (360 * shape ** 3);
  const density = Math.sqrt(shape / (2 * Math.PI)) * Math.exp(shape * (Math.log1p(away) - away) - stirling);
  if (density === 0) return x < shape ? 1 : 0;
  return x < shape ? 1 - density * lowerSeries(shape, x) : Math.min(1, density * upperFraction(shape, x));
}

/**
 * The x with Q(a, x) = share, for a shape of 250 or more, by bisection; NaN for a share outside of 0..1 and an endless shape.
 * O(sqrt a).
 */
export function upperGammaQuantile(share: number, shape: number): number {
  if (!(share >= 0 && share <= 1 && shape < Infinity)) return Number.NaN;
  if (share === 0) return Number.POSITIVE_INFINITY;
  let [low, high] = [0, 2 * shape];
  while (upperGammaShare(shape, high) > share) high *= 2;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (upperGammaShare(shape, middle) > share) low = middle;
    else high = middle;
  }
}

function lowerSeries(shape: number, x: number): number {
  let [sum, term] = [1 / shape, 1 / shape];
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum;
}

/** 1 / (x + 1 - a - 1 (1 - a) / (x + 3 - a - 2 (2 - a) / (x + 5 - a - ...))). */
function upperFraction(shape: number, x: number): number {
  let below = x + 1 - shape;
  let [above, inverse] = [Number.MAX_VALUE, 1 / below];
  let fraction = inverse;
  for (let n = 1; ; n++) {
    const part = n * (shape - n);
    below += 2;
    inverse = 1 / (below + part * inverse);
    above = below + part / above;
    const factor = above * inverse;
    fraction *= factor;
    if (Math.abs(factor - 1) < 1e-15) return fraction;
  }
}
