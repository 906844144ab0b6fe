import { tooFew, type InsufficientData } from '../statistics/index.ts';
import { checkValues } from './check-values.ts';
import { extremeDeviatesTest, type ExtremeDeviatesOptions } from './extreme-deviates.ts';
import { medianOf } from './robust-z-scores.ts';

export interface SeasonalOutliersOptions extends Omit<ExtremeDeviatesOptions, 'isRobust'> {
  /** Values in a season: 7 for a week of days. */
  period: number;
  /** Values over which the trend is taken as level; the last piece is longer. Two seasons or more; 4 seasons if left out. */
  pieceLength?: number;
}

export interface SeasonalOutliers {
  status: 'tested';
  /** In the order of the series. */
  outliers: { at: number; value: number; expected: number }[];
  /** Trend and season, for each value. */
  expected: Float64Array;
}

const LEAST_SEASONS = 3;
const ROUNDS = 3;

/**
 * Outliers of a series with seasons (S-H-ESD): what the trend and the season leave, tested by median and median deviation.
 *
 * Trend: the median of each piece. Season: for each place in a season the median of value less trend, all of them less their
 * median; both found three times, each without the other. Rest: value - trend - season, 0 where that is rounding alone, by
 * `extremeDeviatesTest` with `isRobust`. Outliers that are fewer than half of a piece or a place move neither. The sources take the season by loess (STL) and the trend by pieces of two weeks; medians
 * by place keep the same promise without a smoothing to choose. At least 3 seasons and 15 values. O(most n log n).
 * Source: J. Hochenbaum, O. S. Vallis and A. Kejariwal (2017), Automatic anomaly detection in the cloud via statistical
 * learning, arXiv:1704.07706, sections 4.2 and 4.3.
 *
 * @throws RangeError for a value that is not finite or beyond 1e307, a period that is not whole and above 1, pieces shorter
 *   than two seasons, and as `extremeDeviatesTest`.
 */
export function findSeasonalOutliers(
  values: ArrayLike<number>,
  { period, pieceLength = 4 * period, ...options }: SeasonalOutliersOptions,
): SeasonalOutliers | InsufficientData {
  checkValues('findSeasonalOutliers', values);
  if (!(
    Number.isInteger(period) &&
    period > 1 &&
    Number.isInteger(pieceLength) &&
    pieceLength >= 2 * period
  )) {
    throw new RangeError(
      `period is whole and above 1, and a piece at least two of them, got ${period} and ${pieceLength}`,
    );
  }
  const refusal = tooFew(Math.max(15, LEAST_SEASONS * period), values);
  if (refusal) return refusal;
  const series = Float64Array.from(values);
  let season = new Float64Array(period);
  let trend = new Float64Array(0);
  for (let round = 0; round < ROUNDS; round++) {
    trend = trendOf(
      series.map((value, at) => value - (season[at % period] ?? 0)),
      pieceLength,
    );
    const without = series.map((value, at) => value - (trend[at] ?? 0));
    const places = Float64Array.from(season, (_, place) =>
      medianOf(without.filter((__, at) => at % period === place)),
    );
    const level = medianOf(places);
    season = places.map((value) => value - level);
  }
  const expected = trend.map((value, at) => value + (season[at % period] ?? 0));
  const tested = extremeDeviatesTest(
    series.map((value, at) => {
      const rest = value - (expected[at] ?? 0);
      return Math.abs(rest) > 1e-12 * Math.abs(value) ? rest : 0;
    }),
    { ...options, isRobust: true },
  );
  if (tested.status !== 'tested') return tested;
  const outliers = tested.outliers
    .toSorted((a, b) => a - b)
    .map((at) => ({ at, value: series[at] ?? 0, expected: expected[at] ?? 0 }));
  return { status: 'tested', outliers, expected };
}

function trendOf(series: Float64Array, pieceLength: number): Float64Array<ArrayBuffer> {
  const trend = new Float64Array(series.length);
  const pieces = Math.max(1, Math.floor(series.length / pieceLength));
  for (let piece = 0; piece < pieces; piece++) {
    const start = piece * pieceLength;
    const end = piece === pieces - 1 ? series.length : start + pieceLength;
    trend.fill(medianOf(series.subarray(start, end)), start, end);
  }
  return trend;
}
