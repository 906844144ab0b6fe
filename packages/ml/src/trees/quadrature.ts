/** Points in 0..1 and their weights, which sum to 1. */
export interface Quadrature {
  points: Float64Array;
  weights: Float64Array;
}

const MOST_STEPS = 100;

/**
 * The Gauss-Legendre rule over 0..1: the sum of weight x f(point) is the integral of f, exactly where f is a polynomial of a
 * degree of at most 2 count - 1. All weights are positive. Roots of the Legendre polynomial by Newton's method. O(count^2).
 * Source: P. J. Davis and P. Rabinowitz (1984), Methods of Numerical Integration, second edition, section 2.7.
 */
export function gaussLegendre(count: number): Quadrature {
  const [points, weights] = [new Float64Array(count), new Float64Array(count)];
  for (let at = 0; at < (count + 1) >> 1; at++) {
    const mirror = count - 1 - at;
    const x = mirror === at ? 0 : rootNear(count, Math.cos((Math.PI * (at + 0.75)) / (count + 0.5)));
    const { slope } = legendre(count, x);
    points[at] = (1 - x) / 2;
    points[mirror] = (1 + x) / 2;
    weights[at] = weights[mirror] = 1 / ((1 - x) * (1 + x) * slope * slope);
  }
  return { points, weights };
}

/** The root of the Legendre polynomial of a degree that Newton's method finds from here. */
function rootNear(degree: number, guess: number): number {
  let x = guess;
  for (let step = 0; step < MOST_STEPS; step++) {
    const { value, slope } = legendre(degree, x);
    x -= value / slope;
    if (Math.abs(value / slope) <= 1e-15) break;
  }
  return x;
}

/** The Legendre polynomial of a degree, and its derivative, by their recurrence. */
function legendre(degree: number, x: number): { value: number; slope: number } {
  let [before, value] = [0, 1];
  for (let n = 1; n <= degree; n++) {
    [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n];
  }
  return { value, slope: (degree * (before - x * value)) / ((1 - x) * (1 + x)) };
}
