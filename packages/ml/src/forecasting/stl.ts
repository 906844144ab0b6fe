import { smoothBeyond, smoothLocally } from './loess.ts';
import { prepareSeries, type SeriesOptions } from './series.ts';

/** A series in three parts, which together are the series. */
export interface Decomposition {
  trend: Float64Array;
  seasonal: Float64Array;
  /** What is left; NaN where the series has no value. */
  remainder: Float64Array;
  /** How much each value counted, 0..1: less the further it lies off the rest; 0 where the series has no value. */
  weights: Float64Array;
}

export interface StlOptions extends SeriesOptions {
  /** How many seasons the shape of one is drawn from: odd, at least 3. The more, the less it changes. Default 7. */
  seasonalSpan?: number;
  /** How many periods the trend is drawn from: odd, more than a season. Default the least odd number of at least
   * 1.5 period / (1 - 1.5 / seasonalSpan), below which seasons would leak into the trend. */
  trendSpan?: number;
  /** Whether outliers are kept out of trend and seasons. Default false. */
  isRobust?: boolean;
}

const LEAST_SEASONS = 2;

interface Spans {
  period: number;
  seasonal: number;
  trend: number;
  /** Of the low-pass filter. */
  lowPass: number;
}

const oddAtLeast = (least: number) => Math.ceil(least) + (Math.ceil(least) % 2 === 0 ? 1 : 0);

function readSpans({ period, seasonalSpan: seasonal = 7, trendSpan }: StlOptions): Spans {
  if (!(Number.isInteger(period) && period >= 2 && period <= 366)) {
    throw new RangeError(`a season to be found has 2 .. 366 periods, got ${period}`);
  }
  const trend = trendSpan ?? oddAtLeast((1.5 * period) / (1 - 1.5 / seasonal));
  const isSpan = (span: number, least: number) => Number.isInteger(span) && span % 2 === 1 && span >= least;
  if (!isSpan(seasonal, 3)) {
    throw new RangeError(`the span of seasons is odd and at least 3, got ${seasonal}`);
  }
  if (!isSpan(trend, 3) || trend <= period) {
    throw new RangeError(`the span of the trend is odd and more than a season, got ${trend}`);
  }
  return { period, seasonal, trend, lowPass: oddAtLeast(period + 1) };
}

/**
 * Seasonal-trend decomposition by local regression: series = trend + seasonal + remainder.
 * An inner pass smooths the series less its trend among all values of the same place in the season, takes off what is
 * slow in that (three moving averages and a local regression), and smooths the series less its seasons into the trend:
 * five times, or, if robust, twice in each of 16 rounds, between which values are weighed by
 * (1 - (|remainder| / 6 median |remainder|)^2)^2. Local regressions are lines.
 *
 * A series with NaN where there is no value; results are as long as it. What is missing weighs nothing: trend and seasons
 * are drawn from what is known, and the remainder is NaN there. Before the first value all parts are NaN.
 * Deterministic. O(rounds n (trend span + period)).
 * Source: R. B. Cleveland, W. S. Cleveland, J. E. McRae and I. Terpenning (1990), STL, Journal of Official Statistics 6,
 * 3-73; spans and passes as recommended there, as in statsmodels; every point is drawn, none put on a line between two.
 *
 * @throws RangeError for less than two seasons and one value, infinities, when more than half is missing, for a period
 *   outside of 2 .. 366, and for spans that are even or too short.
 */
export function decomposeSeries(series: ArrayLike<number>, options: StlOptions): Decomposition {
  const spans = readSpans(options);
  const given = Float64Array.from(series);
  const values = prepareSeries(given, { period: spans.period }, LEAST_SEASONS * spans.period + 1);
  const lead = given.length - values.length;
  const known = given.slice(lead).map((value) => (Number.isNaN(value) ? 0 : 1));
  const rounds = options.isRobust ? 16 : 1;
  const passes = options.isRobust ? 2 : 5;
  let weights: Float64Array = known;
  let parts: Parts = { trend: new Float64Array(values.length), seasonal: new Float64Array(values.length) };
  for (let round = 0; round < rounds; round++) {
    if (round > 0) weights = robustWeights(remainderOf(values, parts), known);
    for (let pass = 0; pass < passes; pass++) parts = improve(values, { weights, trend: parts.trend }, spans);
  }
  const remainder = remainderOf(values, parts).map((value, at) => (known[at] === 0 ? NaN : value));
  const led = (part: Float64Array, fill: number) => {
    const whole = new Float64Array(given.length).fill(fill);
    whole.set(part, lead);
    return whole;
  };
  return {
    ...{ trend: led(parts.trend, NaN), seasonal: led(parts.seasonal, NaN) },
    ...{ remainder: led(remainder, NaN), weights: led(weights, 0) },
  };
}

type Parts = Pick<Decomposition, 'trend' | 'seasonal'>;

function remainderOf(values: Float64Array, { trend, seasonal }: Parts): Float64Array {
  return values.map((value, at) => value - (trend[at] ?? 0) - (seasonal[at] ?? 0));
}

/** One pass of the inner loop: seasons from the series less its trend, then the trend from the series less its seasons. */
function improve(
  values: Float64Array,
  { weights, trend }: { weights: Float64Array; trend: Float64Array },
  spans: Spans,
): Parts {
  const { period } = spans;
  const isPlain = weights.every((weight) => weight === 1);
  const weighed = isPlain ? {} : { weights };
  const detrended = values.map((value, at) => value - (trend[at] ?? 0));
  const cycles = smoothCycles(detrended, weights, spans);
  const slow = smoothLocally(lowPass(cycles, period), { span: spans.lowPass, degree: 1 });
  const seasonal = slow.map((value, at) => (cycles[period + at] ?? 0) - value);
  const adjusted = values.map((value, at) => value - (seasonal[at] ?? 0));
  return { seasonal, trend: smoothLocally(adjusted, { span: spans.trend, degree: 1, ...weighed }) };
}

/** Smooths all values of the same place in the season; one season longer at both ends. */
function smoothCycles(
  detrended: Float64Array,
  weights: Float64Array,
  { period, seasonal: span }: Spans,
): Float64Array {
  const result = new Float64Array(detrended.length + 2 * period);
  for (let place = 0; place < period; place++) {
    const every = (of: Float64Array) => of.filter((_, at) => at % period === place);
    const ofPlace = every(weights);
    const options = { span, degree: 1 as const, weights: ofPlace };
    smoothBeyond(every(detrended), options).forEach((value, cycle) => {
      result[cycle * period + place] = value;
    });
  }
  return result;
}

/** What is slow: moving averages of a season, of a season, and of three. As long as the series again. */
function lowPass(cycles: Float64Array, period: number): Float64Array {
  return average(average(average(cycles, period), period), 3);
}

/** Means of `length` values in a row; so many less one fewer than there were. */
function average(values: Float64Array, length: number): Float64Array {
  let sum = 0;
  for (let at = 0; at < length; at++) sum += values[at] ?? 0;
  return Float64Array.from({ length: values.length - length + 1 }, (_, at) => {
    if (at > 0) sum += (values[at + length - 1] ?? 0) - (values[at - 1] ?? 0);
    return sum / length;
  });
}

/** Bisquare weights of what is left, by six times its median size. */
function robustWeights(remainder: Float64Array, known: Float64Array): Float64Array {
  const sizes = remainder.map(Math.abs);
  const sorted = sizes.filter((_, at) => known[at] === 1).sort();
  const half = sorted.length >> 1;
  const limit = 3 * ((sorted[half] ?? 0) + (sorted[sorted.length - half - 1] ?? 0));
  return sizes.map((size, at) => {
    if (known[at] === 0 || size > 0.999 * limit) return 0;
    return size <= 0.001 * limit ? 1 : (1 - (size / limit) ** 2) ** 2;
  });
}
