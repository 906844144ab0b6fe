/** How a curve is drawn through values that stand at 1, 2, … n. */
export interface LoessOptions {
  /** How many of the nearest values a point of the curve is drawn from; may be more than there are. */
  span: number;
  /** 0: what is fitted around a point is constant; 1: a line. */
  degree: 0 | 1;
  /** Of each value, 0 for one that is to be left out; all 1 when absent. */
  weights?: Float64Array;
}

/** The neighbours that a point of the curve is drawn from, counted from 1, the last one included. */
interface Window {
  first: number;
  last: number;
}

/** The `span` values nearest to a place, as far as there are so many. */
function windowAround(place: number, { length, span }: { length: number; span: number }): Window {
  if (span >= length) return { first: 1, last: length };
  const first = Math.min(Math.max(place - Math.floor((span - 1) / 2), 1), length - span + 1);
  return { first, last: first + span - 1 };
}

/** The share of the bandwidth from which on a weight is 0, and below which it is 1, as in the published program. */
const OUTER = 0.999;
const INNER = 0.001;

/** Tricube weights of a window, one together; null where nothing in it weighs anything. */
function weigh(
  place: number,
  { first, last }: Window,
  { length, options: { span, weights } }: { length: number; options: LoessOptions },
): Float64Array | null {
  let bandwidth = Math.max(place - first, last - place);
  if (span > length) bandwidth += Math.floor((span - length) / 2);
  const result = new Float64Array(last - first + 1);
  let sum = 0;
  for (let at = first; at <= last; at++) {
    const distance = Math.abs(at - place);
    if (distance > OUTER * bandwidth) continue;
    const near = distance <= INNER * bandwidth ? 1 : (1 - (distance / bandwidth) ** 3) ** 3;
    const weight = near * (weights?.[at - 1] ?? 1);
    result[at - first] = weight;
    sum += weight;
  }
  return sum > 0 ? result.map((weight) => weight / sum) : null;
}

/** Makes of weights of a mean those of a line at a place, where the neighbours do not all stand at one. */
function tilt(
  weights: Float64Array,
  place: number,
  { first, length }: { first: number; length: number },
): void {
  let centre = 0;
  weights.forEach((weight, at) => (centre += weight * (first + at)));
  let square = 0;
  weights.forEach((weight, at) => (square += weight * (first + at - centre) ** 2));
  if (Math.sqrt(square) <= INNER * (length - 1)) return;
  const slope = (place - centre) / square;
  weights.forEach((weight, at) => (weights[at] = weight * (slope * (first + at - centre) + 1)));
}

/**
 * The curve at one place, which may lie beyond the values: the weighted mean, or line, of those of a window; null where
 * all of them weigh nothing. weight = (1 - (distance / bandwidth)^3)^3. O(span).
 */
function drawPoint(
  values: Float64Array,
  { place, window }: { place: number; window: Window },
  options: LoessOptions,
): number | null {
  const length = values.length;
  const weights = weigh(place, window, { length, options });
  if (!weights) return null;
  if (options.degree === 1) tilt(weights, place, { first: window.first, length });
  let sum = 0;
  weights.forEach((weight, at) => (sum += weight * (values[window.first + at - 1] ?? 0)));
  return sum;
}

/**
 * Local regression of a series on time, at each of its places; a place around which nothing weighs anything keeps its
 * value. O(n span).
 * Source: W. S. Cleveland (1979), Robust locally weighted regression and smoothing scatterplots, JASA 74, 829-836.
 */
export function smoothLocally(values: Float64Array, options: LoessOptions): Float64Array {
  const { length } = values;
  if (length < 2) return values.slice();
  return values.map((value, at) => {
    const window = windowAround(at + 1, { length, span: options.span });
    return drawPoint(values, { place: at + 1, window }, options) ?? value;
  });
}

/** The same, and one place further at both ends: n + 2 values. */
export function smoothBeyond(values: Float64Array, options: LoessOptions): Float64Array {
  const { length } = values;
  const inside = smoothLocally(values, options);
  const reach = Math.min(options.span, length);
  const before = drawPoint(values, { place: 0, window: { first: 1, last: reach } }, options);
  const last = { first: length - reach + 1, last: length };
  const after = drawPoint(values, { place: length + 1, window: last }, options);
  const result = new Float64Array(length + 2);
  result.set(inside, 1);
  result[0] = before ?? inside[0] ?? 0;
  result[length + 1] = after ?? inside[length - 1] ?? 0;
  return result;
}
