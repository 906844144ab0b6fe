/** How the seasons of a series are put together with the rest. */
export type SeasonKind = 'none' | 'additive' | 'multiplicative';

/** Moving average of one season; for even periods of two of them, so that it is centred. NaN where it does not reach. */
function centredAverage(values: Float64Array, period: number): Float64Array {
  const half = Math.floor(period / 2);
  return values.map((_, at) => {
    if (at < half || at + half >= values.length) return NaN;
    let sum = 0;
    for (let offset = -half; offset <= half; offset++) {
      const isEdge = period % 2 === 0 && Math.abs(offset) === half;
      sum += (isEdge ? 0.5 : 1) * (values[at + offset] ?? 0);
    }
    return sum / period;
  });
}

/** Seasonal indices, and how much of what they differ by is more than noise, 0..1. */
interface Seasons {
  indices: Float64Array;
  /** 1 - noise of a mean / variance of the indices, at least 0. */
  share: number;
}

/** The part of each value that is not its moving average; NaN where there is none. */
function seasonalParts(
  values: Float64Array,
  period: number,
  kind: Exclude<SeasonKind, 'none'>,
): Float64Array {
  const average = centredAverage(values, period);
  return values.map((value, at) => {
    const smooth = average[at] ?? NaN;
    const part = kind === 'additive' ? value - smooth : value / smooth;
    return Number.isFinite(part) ? part : NaN;
  });
}

function measureSeasons(values: Float64Array, period: number, kind: Exclude<SeasonKind, 'none'>): Seasons {
  const parts = seasonalParts(values, period, kind);
  const [sums, counts] = [new Float64Array(period), new Float64Array(period)];
  parts.forEach((part, at) => {
    if (Number.isNaN(part)) return;
    sums[at % period] = (sums[at % period] ?? 0) + part;
    counts[at % period] = (counts[at % period] ?? 0) + 1;
  });
  const neutral = kind === 'additive' ? 0 : 1;
  const means = sums.map((sum, season) => (counts[season] === 0 ? neutral : sum / (counts[season] ?? 1)));
  const mean = means.reduce((sum, value) => sum + value, 0) / period;
  const indices = means.map((value) => (kind === 'additive' ? value - mean : value / mean));
  const used = counts.reduce((sum, count) => sum + count, 0);
  const within = parts.reduce(
    (sum, part, at) => (Number.isNaN(part) ? sum : sum + (part - (means[at % period] ?? 0)) ** 2),
    0,
  );
  const noise = (within / Math.max(1, used - period)) * (period / Math.max(1, used));
  const between = indices.reduce((sum, index) => sum + (index - neutral) ** 2, 0) / (period - 1);
  return { indices, share: between === 0 ? 0 : Math.max(0, 1 - noise / between) };
}

/**
 * Seasonal indices by classical decomposition: means by season of the series over (or less) its centred moving average,
 * made to have mean 1 (or 0). The first belongs to the first value of the series. O(n period).
 * Source: S. Makridakis, S. Wheelwright and R. Hyndman (1998), Forecasting, section 3/4. Needs two full seasons.
 */
export function seasonalIndices(
  values: Float64Array,
  period: number,
  kind: Exclude<SeasonKind, 'none'>,
): Float64Array {
  return measureSeasons(values, period, kind).indices;
}

/** The series without its seasons. */
export function withoutSeasons(
  values: Float64Array,
  indices: Float64Array,
  kind: Exclude<SeasonKind, 'none'>,
): Float64Array {
  return values.map((value, at) => {
    const index = indices[at % indices.length] ?? 0;
    return kind === 'additive' ? value - index : value / index;
  });
}

/** The critical value of 90 % of the normal distribution, two-sided. */
const CRITICAL = 1.645;
const LEAST_SEASONS = 3;

/**
 * Whether a series has seasons: its autocorrelation at one season exceeds what the correlations at shorter lags let one
 * expect, 1.645 sqrt((1 + 2 sum r_i^2) / n). False for fewer than three seasons and for a constant series.
 * Source: V. Assimakopoulos and K. Nikolopoulos (2000), The theta model, IJF 16, 521-530.
 */
export function hasSeasons(values: Float64Array, period: number): boolean {
  const n = values.length;
  if (period < 2 || n < LEAST_SEASONS * period) return false;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const correlate = (lag: number) => {
    let sum = 0;
    for (let at = lag; at < n; at++) sum += ((values[at] ?? 0) - mean) * ((values[at - lag] ?? 0) - mean);
    return sum;
  };
  const variance = correlate(0);
  if (variance === 0) return false;
  let squares = 0;
  for (let lag = 1; lag < period; lag++) squares += (correlate(lag) / variance) ** 2;
  return Math.abs(correlate(period) / variance) > CRITICAL * Math.sqrt((1 + 2 * squares) / n);
}

/** A series without its seasons, and what they were. */
export interface Adjusted {
  kind: SeasonKind;
  /** Indices of the next periods; empty without seasons. */
  ahead: Float64Array;
  adjusted: Float64Array;
}

/**
 * Takes the seasons out: divides where all is positive, subtracts elsewhere. `tested` takes all of them or none, by
 * `hasSeasons`; `shrunk` draws the indices towards none by as much of their variance as is noise.
 * Source of the latter: D. M. Miller and D. Williams (2003), Shrinkage estimators of time series seasonal factors and
 * their effect on forecasting accuracy, IJF 19, 669-684.
 */
export function takeSeasons(values: Float64Array, period: number, by: 'tested' | 'shrunk'): Adjusted {
  const none: Adjusted = { kind: 'none', ahead: new Float64Array(0), adjusted: values };
  const isLong = period > 1 && values.length >= LEAST_SEASONS * period;
  if (by === 'tested' ? !hasSeasons(values, period) : !isLong) return none;
  const shrink = (kind: Exclude<SeasonKind, 'none'>) => {
    const { indices, share } = measureSeasons(values, period, kind);
    const neutral = kind === 'additive' ? 0 : 1;
    return by === 'tested' ? indices : indices.map((index) => neutral + share * (index - neutral));
  };
  let kind: Exclude<SeasonKind, 'none'> = values.every((value) => value > 0) ? 'multiplicative' : 'additive';
  let indices = shrink(kind);
  if (kind === 'multiplicative' && indices.some((index) => index < LEAST_INDEX)) {
    kind = 'additive';
    indices = shrink(kind);
  }
  const ahead = indices.map((_, place) => indices[(values.length + place) % period] ?? 0);
  return { kind, ahead, adjusted: withoutSeasons(values, indices, kind) };
}

/** Dividing by less would blow up what is left. */
const LEAST_INDEX = 0.01;

/** Puts the seasons of the periods to come back on. */
export function putSeasons(
  values: Float64Array,
  { kind, ahead }: { kind: SeasonKind; ahead: Float64Array },
): Float64Array {
  if (kind === 'none') return values;
  return values.map((value, at) => {
    const index = ahead[at % ahead.length] ?? 0;
    return kind === 'additive' ? value + index : value * index;
  });
}
