import type { Model } from '../encoding/index.ts';
import {
  arrangeExamples,
  readColumns,
  schemaOf,
  spreadOf,
  weighClasses,
  type ClassExamples,
  type ClassWeights,
  type Examples,
  type NumberExamples,
  type Progress,
  type Schema,
} from '../tables/index.ts';

export interface NeighboursOptions {
  /** How many neighbours are asked; all rows where there are fewer. 5 if left out. */
  neighbours?: number;
  /** Whether near ones count more, by 1 / distance; where some are at distance 0 only those count. False if left out. */
  isByDistance?: boolean;
  onProgress?: Progress;
}

export interface NeighbourClassesOptions extends NeighboursOptions {
  /** What the rows of a class count when they are asked; 1 each if left out. */
  classWeights?: ClassWeights;
}

interface Neighbours extends Model {
  schema: Schema;
  neighbours: number;
  isByDistance: boolean;
  /** Mean and standard deviation of each number column; 0 and 1 of words. */
  means: Float64Array;
  scales: Float64Array;
  /** Row after row: numbers less their mean in standard deviations, 0 where missing; codes of words, -1 where missing. */
  points: Float64Array;
  /** The class or number of each point, and what it counts. */
  targets: Float64Array;
  weights: Float64Array;
}

export interface NeighbourClasses extends Neighbours {
  kind: 'neighbour-classes';
  version: 1;
  classes: readonly string[];
}

export interface NeighbourMean extends Neighbours {
  kind: 'neighbour-mean';
  version: 1;
}

/**
 * Nearest neighbours, for classes: of the rows of the training that lie nearest, the share of each class.
 *
 * distance^2 = sum over numbers of ((a - b) / standard deviation)^2 + the count of words that differ; a missing number is the
 * mean, a missing word one of its own. Equal distances: what the rows say decides, by the order of `arrangeExamples`. Every
 * row is looked at, and left as soon as it is too far. A row is one neighbour, whatever its weight, and counts
 * by it. Deterministic. O(cells) to fit.
 * Memory: 16 bytes a number, 20 a word, 72 a row; the model keeps 8 a cell and 16 a row.
 * Source: E. Fix and J. L. Hodges (1951); T. M. Cover and P. E. Hart (1967), IEEE Transactions on Information Theory 13,
 * 21-27; S. A. Dudani (1976) for weights. As scikit-learn's KNeighborsClassifier after StandardScaler.
 *
 * @throws RangeError unless `neighbours` is whole and above 0, for class weights that `weighClasses` refuses, and for what is
 *   no set of examples.
 */
export function fitNeighbourClasses(
  examples: ClassExamples,
  options: NeighbourClassesOptions = {},
): NeighbourClasses {
  const arranged = arrangeExamples(examples);
  const targets = Float64Array.from(arranged.target.codes);
  return {
    ...{ kind: 'neighbour-classes', version: 1, classes: arranged.target.categories },
    ...pointsOf(arranged, targets, options),
    weights: weighClasses(arranged.target, arranged.weights, options.classWeights),
  };
}

/**
 * The same for a number: the mean of the nearest rows.
 * Memory: 16 bytes a number, 20 a word, 72 a row; the model keeps 8 a cell and 16 a row.
 */
export function fitNeighbourMean(examples: NumberExamples, options: NeighboursOptions = {}): NeighbourMean {
  const arranged = arrangeExamples(examples);
  return {
    ...{ kind: 'neighbour-mean', version: 1 },
    ...pointsOf(arranged, arranged.target.values, options),
  };
}

function pointsOf(
  { features, weights }: Required<Examples>,
  targets: Float64Array,
  { neighbours = 5, isByDistance = false, onProgress }: NeighboursOptions,
): Omit<Neighbours, 'kind' | 'version'> {
  if (!(Number.isInteger(neighbours) && neighbours > 0)) {
    throw new RangeError(`neighbours is whole and above 0, got ${neighbours}`);
  }
  const schema = schemaOf(features);
  const points = new Float64Array(features.rowCount * schema.length);
  const [means, scales] = [new Float64Array(schema.length), new Float64Array(schema.length).fill(1)];
  readColumns(schema, features).forEach((values, place) => {
    onProgress?.(place / schema.length);
    if (schema[place]?.kind === 'number') {
      const { mean, deviation } = spreadOf(values, weights);
      [means[place], scales[place]] = [mean, deviation || 1];
    }
    for (let row = 0; row < values.length; row++) {
      points[row * schema.length + place] = placed({ schema, means, scales }, place, values[row] ?? NaN);
    }
  });
  onProgress?.(1);
  return { schema, neighbours, isByDistance, means, scales, points, targets, weights };
}

/** What lies further away is taken as so far: the square of more is infinite. */
const FURTHEST = 1e150;

function placed(
  { schema, means, scales }: Pick<Neighbours, 'schema' | 'means' | 'scales'>,
  place: number,
  value: number,
) {
  if (schema[place]?.kind === 'category') return Number.isNaN(value) ? -1 : value;
  if (Number.isNaN(value)) return 0;
  const away = (value - (means[place] ?? 0)) / (scales[place] ?? 1);
  return Math.min(FURTHEST, Math.max(-FURTHEST, away));
}

/** The nearest points and what each counts. O(points columns), less where many are soon too far. */
function nearestTo(model: Neighbours, row: Float64Array): { points: Int32Array; counts: Float64Array } {
  const { schema, points, targets, weights } = model;
  const columns = schema.length;
  const wanted = Math.min(model.neighbours, targets.length);
  const query = Float64Array.from(schema, (_, place) => placed(model, place, row[place] ?? NaN));
  const nearest = new Int32Array(wanted);
  const squares = new Float64Array(wanted).fill(Infinity);
  for (let point = 0; point < targets.length; point++) {
    const most = squares[wanted - 1] ?? 0;
    let square = 0;
    for (let place = 0; place < columns && square < most; place++) {
      const [here, there] = [query[place] ?? 0, points[point * columns + place] ?? 0];
      if (schema[place]?.kind === 'number') square += (here - there) ** 2;
      else if (here !== there) square += 1;
    }
    if (!(square < most)) continue;
    let at = wanted - 1;
    for (; at > 0 && (squares[at - 1] ?? 0) > square; at--) {
      squares[at] = squares[at - 1] ?? 0;
      nearest[at] = nearest[at - 1] ?? 0;
    }
    [squares[at], nearest[at]] = [square, point];
  }
  // Distances by that of the nearest: 1 over a distance of 1e-162 times a weight of 1e200 would be infinite.
  const least = Math.sqrt(squares[0] ?? 0);
  const counts = squares.map((square, at) => {
    const near = square === 0 ? 1 : least / Math.sqrt(square);
    return (weights[nearest[at] ?? 0] ?? 0) * (model.isByDistance ? near : 1);
  });
  return { points: nearest, counts };
}

/** The probability of each of `model.classes` for a row in the order of the schema. O(points columns). */
export function predictNeighbourClasses(
  model: NeighbourClasses,
  row: Float64Array,
): Float64Array<ArrayBuffer> {
  const { points, counts } = nearestTo(model, row);
  const shares = new Float64Array(model.classes.length);
  let total = 0;
  for (const count of counts) total += count;
  points.forEach((point, at) => {
    const one = model.targets[point] ?? 0;
    shares[one] = (shares[one] ?? 0) + (counts[at] ?? 0);
  });
  return shares.map((share) => share / total);
}

/** The mean of the nearest for a row in the order of the schema. O(points columns). */
export function predictNeighbourMean(model: NeighbourMean, row: Float64Array): number {
  const { points, counts } = nearestTo(model, row);
  let total = 0;
  for (const count of counts) total += count;
  let mean = 0;
  points.forEach((point, at) => (mean += ((counts[at] ?? 0) / total) * (model.targets[point] ?? 0)));
  return mean;
}

/** @throws RangeError for a model whose parts do not fit together. */
export function checkNeighbours(model: NeighbourClasses | NeighbourMean): void {
  const { schema, means, scales, points, targets, weights } = model;
  const classes = model.kind === 'neighbour-classes' ? model.classes.length : Infinity;
  const isSound =
    [schema].every((one: unknown) => Array.isArray(one)) &&
    [means, scales, points, targets, weights].every(
      (one) => ArrayBuffer.isView(one) && one.every(Number.isFinite),
    ) &&
    [means, scales].every(({ length }) => length === schema.length) &&
    targets.length > 0 &&
    points.length === targets.length * schema.length &&
    weights.length === targets.length &&
    model.neighbours > 0 &&
    targets.every((target) => target < classes);
  if (!isSound) throw new RangeError('the parts of this model of neighbours do not fit together');
}
