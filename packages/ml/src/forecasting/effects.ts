import { selectColumns, type Selection } from './select-columns.ts';

/** What columns say of a series. */
export interface Effects {
  /** Whether they are shares of the series: they were measured on its logarithm. */
  isLog: boolean;
  /** Of each column; 0 for those that tell nothing more. */
  coefficients: Float64Array;
  /** Of each column over the series. */
  means: Float64Array;
  /** How fast the level of what is left moves, 0..1. */
  alpha: number;
}

const RATES = [0, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1];
/** Seasons that are told apart from columns: those that come this often, of at most so many periods. */
const LEAST_SEASONS = 3;
const LONGEST_SEASON = 53;

/** What simple smoothing at a rate leaves of a column, where the series is known: a linear map of the column. */
function leftBySmoothing(column: ArrayLike<number>, series: Float64Array, alpha: number): Float64Array {
  const left: number[] = [];
  let level = 0;
  for (let at = 0; at < series.length; at++) {
    if (Number.isNaN(series[at])) continue;
    const error = (column[at] ?? 0) - level;
    left.push(error);
    level += alpha * error;
  }
  return Float64Array.from(left);
}

/** Level, line and seasons: what columns must add to. */
function structureOf(length: number, period: number): Float64Array[] {
  const column = (of: (at: number) => number) => Float64Array.from({ length }, (_, at) => of(at));
  const hasSeasons = period > 1 && period <= LONGEST_SEASON && length >= LEAST_SEASONS * period;
  const seasons = hasSeasons ? period - 1 : 0;
  return [
    column(() => 1),
    column((at) => at / length),
    ...Array.from({ length: seasons }, (_, season) => column((at) => (at % period === season ? 1 : 0))),
  ];
}

/**
 * The effects of columns on a series, NaN where it is not known: least squares of what simple smoothing leaves of the
 * series on what it leaves of the columns, by the rate with the lowest criterion of `selectColumns`. O(9 n columns^2).
 */
export function measureEffects(
  values: Float64Array,
  columns: readonly Float64Array[],
  period: number,
): Effects {
  const isLog = values.every((value) => Number.isNaN(value) || value > 0);
  const target = isLog ? values.map(Math.log) : values;
  const structure = structureOf(values.length, period);
  let best: Selection & { alpha: number } = {
    ...{ alpha: 0, coefficients: new Float64Array(columns.length), criterion: Infinity },
  };
  for (const alpha of RATES) {
    const left = (column: ArrayLike<number>) => leftBySmoothing(column, target, alpha);
    const selection = selectColumns(left(target), {
      forced: structure.map(left),
      candidates: columns.map(left),
    });
    if (selection.criterion < best.criterion) best = { alpha, ...selection };
  }
  const means = Float64Array.from(
    columns,
    (column) => column.reduce((sum, value) => sum + value, 0) / column.length,
  );
  return { isLog, coefficients: best.coefficients, means, alpha: best.alpha };
}

/** What the columns say of one period, against their means. */
function effectAt({ coefficients, means }: Effects, columns: readonly Float64Array[], at: number): number {
  let sum = 0;
  columns.forEach((column, index) => {
    const coefficient = coefficients[index] ?? 0;
    if (coefficient !== 0) sum += coefficient * ((column[at] ?? 0) - (means[index] ?? 0));
  });
  return sum;
}

/** The series as it would be if all columns stood at their means. */
export function takeEffects(
  values: Float64Array,
  columns: readonly Float64Array[],
  effects: Effects,
): Float64Array {
  return values.map((value, at) => {
    const effect = effectAt(effects, columns, at);
    return effects.isLog ? value / Math.exp(effect) : value - effect;
  });
}

/** Puts the effects of the columns of the periods to come on a forecast. */
export function putEffects(
  values: Float64Array,
  columns: readonly Float64Array[],
  effects: Effects,
): Float64Array {
  return values.map((value, at) => {
    const effect = effectAt(effects, columns, at);
    return effects.isLog ? value * Math.exp(effect) : value + effect;
  });
}
