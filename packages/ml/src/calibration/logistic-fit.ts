const MOST_STEPS = 100;
const ENOUGH = 1e-10;

/**
 * Logistic regression of a few features by Newton's method, with halved steps where the loss would rise. `features` are
 * columns; `targets` are in [0, 1], strictly within for data that can be separated. The coefficients, in the order of the
 * columns. O(steps n columns^2).
 * Source: D. R. Cox (1958), The regression analysis of binary sequences, JRSS B 20, 215-242.
 */
export function fitLogistic(features: readonly Float64Array[], targets: Float64Array): Float64Array {
  let coefficients = new Float64Array(features.length);
  let loss = lossOf(features, targets, coefficients);
  for (let step = 0; step < MOST_STEPS; step++) {
    const move = newtonStep(features, targets, coefficients);
    let scale = 1;
    let next = moved(coefficients, move, scale);
    let nextLoss = lossOf(features, targets, next);
    while (!(nextLoss <= loss) && scale > 1e-10) {
      scale /= 2;
      next = moved(coefficients, move, scale);
      nextLoss = lossOf(features, targets, next);
    }
    if (!(nextLoss < loss)) break;
    const isDone = loss - nextLoss < ENOUGH * (1 + Math.abs(loss));
    [coefficients, loss] = [next, nextLoss];
    if (isDone) break;
  }
  return coefficients;
}

function moved(from: Float64Array, move: Float64Array, scale: number): Float64Array<ArrayBuffer> {
  return Float64Array.from(from, (value, index) => value - scale * (move[index] ?? 0));
}

function scoreOf(features: readonly Float64Array[], coefficients: Float64Array, row: number): number {
  let z = 0;
  for (let column = 0; column < features.length; column++) {
    z += (coefficients[column] ?? 0) * (features[column]?.[row] ?? 0);
  }
  return z;
}

/** The mean of the cross-entropy, by a form that neither overflows nor loses small values. */
function lossOf(
  features: readonly Float64Array[],
  targets: Float64Array,
  coefficients: Float64Array,
): number {
  let sum = 0;
  for (let row = 0; row < targets.length; row++) {
    const z = scoreOf(features, coefficients, row);
    sum += Math.max(z, 0) - z * (targets[row] ?? 0) + Math.log1p(Math.exp(-Math.abs(z)));
  }
  return sum / targets.length;
}

/** The inverse of the Hessian times the gradient; a trace of ridge keeps constant columns from breaking it. */
function newtonStep(
  features: readonly Float64Array[],
  targets: Float64Array,
  coefficients: Float64Array,
): Float64Array {
  const size = features.length;
  const hessian = Array.from({ length: size }, () => new Float64Array(size + 1));
  for (let row = 0; row < targets.length; row++) {
    const p = 1 / (1 + Math.exp(-scoreOf(features, coefficients, row)));
    const weight = p * (1 - p);
    for (let i = 0; i < size; i++) {
      const [line, x] = [hessian[i], features[i]?.[row] ?? 0];
      if (!line) continue;
      for (let j = 0; j < size; j++) line[j] = (line[j] ?? 0) + weight * x * (features[j]?.[row] ?? 0);
      line[size] = (line[size] ?? 0) + (p - (targets[row] ?? 0)) * x;
    }
  }
  hessian.forEach((line, i) => {
    line[i] = (line[i] ?? 0) * (1 + 1e-9) + 1e-12;
  });
  return solve(hessian);
}

/** Solves a system whose last column is the right side, by elimination with pivots. */
function solve(system: Float64Array[]): Float64Array {
  const size = system.length;
  for (let column = 0; column < size; column++) {
    const rest = system.slice(column).map((line) => Math.abs(line[column] ?? 0));
    const pivot = column + rest.indexOf(Math.max(...rest));
    const [top, chosen] = [system[column], system[pivot]];
    if (!top || !chosen) continue;
    [system[column], system[pivot]] = [chosen, top];
    for (const line of system) {
      if (line === chosen) continue;
      const share = (line[column] ?? 0) / (chosen[column] ?? 1);
      for (let j = column; j <= size; j++) line[j] = (line[j] ?? 0) - share * (chosen[j] ?? 0);
    }
  }
  return Float64Array.from(system, (line, index) => (line[size] ?? 0) / (line[index] ?? 1));
}
