import { readColumns, schemaOf, spreadOf, type Examples, type Schema } from '../tables/index.ts';

/** How rows become numbers that a linear model adds up. */
export interface Coding {
  schema: Schema;
  /**
   * Where the terms of each column of the schema begin, and after the last where they end. A number has one term, a word
   * one for each of its list; one more where the value was missing in training.
   */
  offsets: Int32Array;
  /** What stands for a missing number: the mean of the others. NaN for words. */
  fills: Float64Array;
  /** The mean of each term over the training rows. */
  means: Float64Array;
}

/** Rows as a fit sees them: few entries each, as most terms of words are 0. */
export interface Design {
  rows: number;
  /** Entries of a row: one for each column, and the last for the intercept. */
  perRow: number;
  /** Terms and the intercept, which is the last. */
  width: number;
  /** Term of each entry, rows x perRow. */
  index: Int32Array;
  /** Value of each entry, rows x perRow; numbers less their mean, divided by their scale. */
  value: Float64Array;
  weights: Float64Array;
}

/** A design, and what leads back from it. */
export interface Designed {
  coding: Coding;
  design: Design;
  /** Of each column; 1 for words. */
  scales: Float64Array;
}

/** Codes arranged examples. Numbers are divided by their standard deviation where asked to. O(cells). */
export function designOf(examples: Required<Examples>, isStandardised: boolean): Designed {
  const { features, weights } = examples;
  const schema = schemaOf(features);
  const columns = readColumns(schema, features);
  const rows = features.rowCount;
  const offsets = new Int32Array(schema.length + 1);
  schema.forEach((column, place) => {
    const hasMissing = columns[place]?.some(Number.isNaN) === true;
    const own = column.kind === 'number' ? 1 : column.categories.length;
    offsets[place + 1] = (offsets[place] ?? 0) + own + (hasMissing ? 1 : 0);
  });
  const width = (offsets.at(-1) ?? 0) + 1;
  const perRow = schema.length + 1;
  const design: Design = {
    ...{ rows, perRow, width, weights },
    index: new Int32Array(rows * perRow),
    value: new Float64Array(rows * perRow),
  };
  const [fills, scales] = [new Float64Array(schema.length), new Float64Array(schema.length)];
  schema.forEach((column, place) => {
    const values = columns[place] ?? new Float64Array(rows);
    const isNumber = column.kind === 'number';
    const spread = isNumber ? spreadOf(values, weights) : { mean: NaN, deviation: 1 };
    fills[place] = spread.mean;
    scales[place] = isStandardised && spread.deviation > 0 ? spread.deviation : 1;
    const centre = { mean: spread.mean, scale: scales[place] };
    enter(design, place, {
      values,
      start: offsets[place] ?? 0,
      end: offsets[place + 1] ?? 0,
      isNumber,
      centre,
    });
  });
  for (let row = 0; row < rows; row++) {
    design.index[(row + 1) * perRow - 1] = width - 1;
    design.value[(row + 1) * perRow - 1] = 1;
  }
  return {
    coding: { schema, offsets, fills, means: meansOf(design, { schema, offsets, fills }) },
    design,
    scales,
  };
}

interface Entering {
  values: Float64Array;
  start: number;
  end: number;
  isNumber: boolean;
  centre: { mean: number; scale: number };
}

function enter(design: Design, place: number, { values, start, end, isNumber, centre }: Entering): void {
  for (let row = 0; row < design.rows; row++) {
    const entry = row * design.perRow + place;
    const value = values[row] ?? NaN;
    const isMissing = Number.isNaN(value);
    const ofWord = isNumber ? 0 : value;
    design.index[entry] = isMissing ? end - 1 : start + ofWord;
    design.value[entry] = isMissing || !isNumber ? 1 : (value - centre.mean) / centre.scale;
  }
}

function meansOf(design: Design, { schema, offsets, fills }: Omit<Coding, 'means'>): Float64Array {
  const means = new Float64Array(design.width - 1);
  let total = 0;
  for (const weight of design.weights) total += weight;
  for (let entry = 0; entry < design.index.length; entry++) {
    const [term, weight] = [design.index[entry] ?? 0, design.weights[Math.floor(entry / design.perRow)] ?? 0];
    if (term < means.length) means[term] = (means[term] ?? 0) + weight / total;
  }
  schema.forEach((column, place) => {
    if (column.kind === 'number') means[offsets[place] ?? 0] = fills[place] ?? 0;
  });
  return means;
}

/**
 * What one column adds to a score: its coefficients times its terms. A value that is missing, or a word that is new, where
 * training had none, adds what the mean of the training rows adds.
 */
export function addedBy(
  coding: Coding,
  coefficients: Float64Array,
  at: { place: number; value: number; from: number },
): number {
  const { place, value, from } = at;
  const { schema, offsets, fills } = coding;
  const [start, end] = [offsets[place] ?? 0, offsets[place + 1] ?? 0];
  const column = schema[place];
  const own = column?.kind === 'category' ? column.categories.length : 1;
  const hasMissing = end - start > own;
  if (column?.kind === 'number') {
    const filled = Number.isNaN(value) ? (fills[place] ?? 0) : value;
    const ofMissing = Number.isNaN(value) && hasMissing ? (coefficients[from + end - 1] ?? 0) : 0;
    return (coefficients[from + start] ?? 0) * filled + ofMissing;
  }
  if (!Number.isNaN(value)) return coefficients[from + start + value] ?? 0;
  return hasMissing ? (coefficients[from + end - 1] ?? 0) : averageOf(coding, coefficients, { place, from });
}

/** What one column adds on average over the training rows. */
export function averageOf(
  { offsets, means }: Coding,
  coefficients: Float64Array,
  { place, from }: { place: number; from: number },
): number {
  let sum = 0;
  for (let term = offsets[place] ?? 0; term < (offsets[place + 1] ?? 0); term++) {
    sum += (coefficients[from + term] ?? 0) * (means[term] ?? 0);
  }
  return sum;
}
