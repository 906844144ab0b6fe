const MOST_MISSING = 0.5;
/** Beyond, squares of errors overflow and nothing could be fitted. */
const LARGEST = 1e100;

/** A series as it comes, one value a period of time; NaN where there is none. */
export interface SeriesOptions {
  /** Periods of a season: 12 for months of a year, 1 for none. */
  period: number;
}

/**
 * A series without gaps: what is missing before the first value is left out, what is missing later stands on the line
 * between the values around it, those of the same season where there are two full seasons.
 *
 * @throws RangeError for a period that is no integer of 1 .. 366, for fewer than `least` values, for a value
 *   beyond 1e100, and when more than half is missing.
 */
export function prepareSeries(series: ArrayLike<number>, { period }: SeriesOptions, least = 1): Float64Array {
  if (!(Number.isInteger(period) && period >= 1 && period <= 366)) {
    throw new RangeError(`a season has 1 .. 366 periods, got ${period}`);
  }
  const all = Float64Array.from(series);
  const infinite = all.findIndex((value) => value === Infinity || value === -Infinity);
  if (infinite !== -1) throw new RangeError(`the series is infinite at ${infinite}`);
  const large = all.findIndex((value) => Math.abs(value) > LARGEST);
  if (large !== -1) throw new RangeError(`the series is ${all[large]} at ${large}, beyond ${LARGEST}`);
  const first = all.findIndex((value) => !Number.isNaN(value));
  const values = first === -1 ? new Float64Array(0) : all.slice(first);
  const known = values.reduce((count, value) => (Number.isNaN(value) ? count : count + 1), 0);
  if (known < least) throw new RangeError(`the series needs ${least} values, it has ${known}`);
  if (known < values.length * MOST_MISSING) {
    throw new RangeError(
      `more than half of the series is missing: ${values.length - known} of ${values.length}`,
    );
  }
  if (known < values.length) fillGaps(values, values.length >= 2 * period ? period : 1);
  return values;
}

function fillGaps(values: Float64Array, stride: number): void {
  for (let season = 0; season < stride; season++) fillEvery(values, season, stride);
  if (stride > 1) fillEvery(values, 0, 1);
}

/** Fills each gap among the values at first, first + stride, …; those at the ends get the nearest value. */
function fillEvery(values: Float64Array, first: number, stride: number): void {
  let before = -1;
  for (let at = first; at < values.length; at += stride) {
    if (!Number.isNaN(values[at])) {
      before = at;
      continue;
    }
    let after = at + stride;
    while (after < values.length && Number.isNaN(values[after])) after += stride;
    const next = after < values.length ? (values[after] ?? 0) : NaN;
    const previous = before < 0 ? NaN : (values[before] ?? 0);
    if (Number.isNaN(previous)) values[at] = next;
    else if (Number.isNaN(next)) values[at] = previous;
    else values[at] = previous + ((next - previous) * (at - before)) / (after - before);
    if (!Number.isNaN(values[at])) before = at;
  }
}
