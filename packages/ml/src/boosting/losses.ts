import { quantile } from '../statistics/index.ts';

/** What boosting makes small. */
export interface Loss {
  /** Scores a row: one, or one a class. */
  width: number;
  /** Where the scores begin. */
  start(targets: Float64Array, weights: Float64Array): Float64Array;
  /** First and second derivatives of the loss, weighted, of all rows by the first score, then by the next. */
  derive(of: Derived): void;
  /** Mean weighted loss of some rows. */
  measure(targets: Float64Array, scores: Float64Array, rows: Part): number;
  /** The best value of a leaf from the residuals of its rows; left out where -g/h is. */
  renew?(residuals: Float64Array, weights: Float64Array): number;
}

interface Derived {
  targets: Float64Array;
  weights: Float64Array;
  /** Of the first row, then of the next. */
  scores: Float64Array;
  gradients: Float64Array;
  hessians: Float64Array;
}

export interface Part {
  from: number;
  to: number;
  weights: Float64Array;
}

export const sigmoid = (score: number) => 1 / (1 + Math.exp(-score));
const FLOOR = 1e-12;

function weightedMean(values: Float64Array, weights: Float64Array): number {
  let [sum, weight] = [0, 0];
  for (let row = 0; row < values.length; row++) {
    sum += (values[row] ?? 0) * (weights[row] ?? 0);
    weight += weights[row] ?? 0;
  }
  return sum / weight;
}

function meanOf({ from, to, weights }: Part, lossOf: (row: number) => number): number {
  let [sum, weight] = [0, 0];
  for (let row = from; row < to; row++) {
    sum += lossOf(row) * (weights[row] ?? 0);
    weight += weights[row] ?? 0;
  }
  return weight === 0 ? 0 : sum / weight;
}

/** Targets are 0 or 1; the score is the log-odds of 1. */
export const binaryLoss: Loss = {
  width: 1,
  start: (targets, weights) => {
    const share = Math.min(1 - FLOOR, Math.max(FLOOR, weightedMean(targets, weights)));
    return Float64Array.of(Math.log(share / (1 - share)));
  },
  derive: ({ targets, weights, scores, gradients, hessians }) => {
    for (let row = 0; row < targets.length; row++) {
      const p = sigmoid(scores[row] ?? 0);
      const weight = weights[row] ?? 0;
      gradients[row] = weight * (p - (targets[row] ?? 0));
      hessians[row] = weight * p * (1 - p);
    }
  },
  measure: (targets, scores, rows) =>
    meanOf(rows, (row) => {
      const z = scores[row] ?? 0;
      return Math.max(z, 0) - z * (targets[row] ?? 0) + Math.log1p(Math.exp(-Math.abs(z)));
    }),
};

/** Targets are class indexes; a score for each class, softmax of which are probabilities. */
export function multiclassLoss(classes: number): Loss {
  /** ln of the sum of e^score of a row. */
  const normaliser = (scores: Float64Array, row: number) => {
    let most = -Infinity;
    for (let at = row * classes; at < (row + 1) * classes; at++) most = Math.max(most, scores[at] ?? 0);
    let sum = 0;
    for (let at = row * classes; at < (row + 1) * classes; at++) sum += Math.exp((scores[at] ?? 0) - most);
    return most + Math.log(sum);
  };
  return {
    width: classes,
    start: (targets, weights) => {
      const shares = new Float64Array(classes);
      let total = 0;
      targets.forEach((target, row) => {
        shares[target] = (shares[target] ?? 0) + (weights[row] ?? 0);
        total += weights[row] ?? 0;
      });
      return shares.map((share) => Math.log(Math.max(share / total, FLOOR)));
    },
    derive: ({ targets, weights, scores, gradients, hessians }) => {
      for (let row = 0; row < targets.length; row++) {
        const sum = normaliser(scores, row);
        const weight = weights[row] ?? 0;
        for (let output = 0; output < classes; output++) {
          const p = Math.exp((scores[row * classes + output] ?? 0) - sum);
          const at = output * targets.length + row;
          gradients[at] = weight * (p - (targets[row] === output ? 1 : 0));
          hessians[at] = weight * p * (1 - p);
        }
      }
    },
    measure: (targets, scores, rows) =>
      meanOf(rows, (row) => normaliser(scores, row) - (scores[row * classes + (targets[row] ?? 0)] ?? 0)),
  };
}

/** Half the squared error; the score is the mean. */
export const squaredLoss: Loss = {
  width: 1,
  start: (targets, weights) => Float64Array.of(weightedMean(targets, weights)),
  derive: ({ targets, weights, scores, gradients, hessians }) => {
    for (let row = 0; row < targets.length; row++) {
      gradients[row] = (weights[row] ?? 0) * ((scores[row] ?? 0) - (targets[row] ?? 0));
      hessians[row] = weights[row] ?? 0;
    }
  },
  measure: (targets, scores, rows) =>
    meanOf(rows, (row) => ((scores[row] ?? 0) - (targets[row] ?? 0)) ** 2 / 2),
};

/** The pinball loss; the score is the quantile. Source: R. Koenker and G. Bassett (1978), Econometrica 46, 33-50. */
export function quantileLoss(level: number): Loss {
  return {
    width: 1,
    start: (targets, weights) => Float64Array.of(weightedQuantile(targets, weights, level)),
    derive: ({ targets, weights, scores, gradients, hessians }) => {
      for (let row = 0; row < targets.length; row++) {
        const isAbove = (scores[row] ?? 0) >= (targets[row] ?? 0);
        gradients[row] = (weights[row] ?? 0) * (isAbove ? 1 - level : -level);
        hessians[row] = weights[row] ?? 0;
      }
    },
    measure: (targets, scores, rows) =>
      meanOf(rows, (row) => {
        const residual = (targets[row] ?? 0) - (scores[row] ?? 0);
        return residual >= 0 ? level * residual : (level - 1) * residual;
      }),
    renew: (residuals, weights) => weightedQuantile(residuals, weights, level),
  };
}

/** The least value that the wanted share of the weight does not exceed; of equal weights the quantile of type 7. */
function weightedQuantile(values: Float64Array, weights: Float64Array, level: number): number {
  if (weights.every((weight) => weight === weights[0])) return quantile(Array.from(values), level);
  const order = Int32Array.from(values, (_, row) => row).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  for (const row of order) {
    sum += weights[row] ?? 0;
    if (sum >= level * total) return values[row] ?? 0;
  }
  return values[order[order.length - 1] ?? 0] ?? 0;
}
