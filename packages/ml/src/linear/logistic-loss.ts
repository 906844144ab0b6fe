import type { Design } from './design.ts';
import type { Objective } from './minimise.ts';

/** A design, what is to be told, and what coefficients cost. */
export interface LogisticProblem {
  design: Pick<Design, 'rows' | 'perRow' | 'width' | 'index' | 'value' | 'weights'>;
  /** In 0..1 for two classes, else the place of the class. */
  targets: Float64Array;
  /** Half of it times the square of each coefficient is added; one for each of `width`. */
  penalties: Float64Array;
}

/**
 * Cross-entropy of two classes by one score: sum weight (ln(1 + e^z) - target z) + sum penalty / 2 coefficient^2, by a form
 * that neither overflows nor loses small values.
 */
export function binaryLoss(problem: LogisticProblem): Objective {
  const { design, targets, penalties } = problem;
  const { rows, perRow, width, index, value, weights } = design;
  return {
    size: width,
    evaluate(at, gradient) {
      let loss = penalise(penalties, at, gradient);
      for (let row = 0; row < rows; row++) {
        const z = productOf(design, at, { row, from: 0 });
        const [weight, target] = [weights[row] ?? 0, targets[row] ?? 0];
        const tail = Math.exp(-Math.abs(z));
        loss += weight * (Math.max(z, 0) - z * target + Math.log1p(tail));
        const excess = weight * ((z >= 0 ? 1 : tail) / (1 + tail) - target);
        for (let entry = row * perRow; entry < (row + 1) * perRow; entry++) {
          const term = index[entry] ?? 0;
          gradient[term] = (gradient[term] ?? 0) + excess * (value[entry] ?? 0);
        }
      }
      return loss;
    },
    curvature(at, hessian) {
      for (let row = 0; row < rows; row++) {
        const tail = Math.exp(-Math.abs(productOf(design, at, { row, from: 0 })));
        addSquare(design, row, { into: hessian, factor: ((weights[row] ?? 0) * tail) / (1 + tail) ** 2 });
      }
      addDiagonal(hessian, penalties);
    },
  };
}

/** The same for `classes` classes by as many scores and the softmax of them. */
export function softmaxLoss(problem: LogisticProblem, classes: number): Objective {
  const { design, targets, penalties } = problem;
  const { rows, perRow, width, index, value, weights } = design;
  const shares = new Float64Array(classes);
  const size = classes * width;
  const allPenalties = Float64Array.from({ length: size }, (_, place) => penalties[place % width] ?? 0);
  const fill = (at: Float64Array, row: number) => {
    for (let one = 0; one < classes; one++) shares[one] = productOf(design, at, { row, from: one * width });
    return softmax(shares);
  };
  return {
    size,
    evaluate(at, gradient) {
      let loss = penalise(allPenalties, at, gradient);
      for (let row = 0; row < rows; row++) {
        const truth = targets[row] ?? 0;
        const z = productOf(design, at, { row, from: truth * width });
        const weight = weights[row] ?? 0;
        loss += weight * (fill(at, row) - z);
        for (let one = 0; one < classes; one++) {
          const excess = weight * ((shares[one] ?? 0) - (one === truth ? 1 : 0));
          for (let entry = row * perRow; entry < (row + 1) * perRow; entry++) {
            const term = one * width + (index[entry] ?? 0);
            gradient[term] = (gradient[term] ?? 0) + excess * (value[entry] ?? 0);
          }
        }
      }
      return loss;
    },
    curvature(at, hessian) {
      for (let row = 0; row < rows; row++) {
        fill(at, row);
        addSquares(design, row, { into: hessian, shares });
      }
      mirrorBlocks(hessian, classes, width);
      addDiagonal(hessian, allPenalties);
    },
  };
}

/** Scores become probabilities in place; gives the logarithm of the sum that they were divided by. */
export function softmax(scores: Float64Array): number {
  let most = -Infinity;
  for (const score of scores) most = Math.max(most, score);
  let sum = 0;
  for (let one = 0; one < scores.length; one++) {
    const part = Math.exp((scores[one] ?? 0) - most);
    scores[one] = part;
    sum += part;
  }
  for (let one = 0; one < scores.length; one++) scores[one] = (scores[one] ?? 0) / sum;
  return most + Math.log(sum);
}

function penalise(penalties: Float64Array, at: Float64Array, gradient: Float64Array): number {
  let cost = 0;
  for (let term = 0; term < at.length; term++) {
    const [penalty, coefficient] = [penalties[term] ?? 0, at[term] ?? 0];
    gradient[term] = penalty * coefficient;
    cost += (penalty / 2) * coefficient * coefficient;
  }
  return cost;
}

function addDiagonal(matrix: Float64Array, diagonal: Float64Array): void {
  for (let place = 0, term = 0; place < matrix.length; place += diagonal.length + 1, term++) {
    matrix[place] = (matrix[place] ?? 0) + (diagonal[term] ?? 0);
  }
}

function productOf(
  { perRow, index, value }: LogisticProblem['design'],
  at: Float64Array,
  { row, from }: { row: number; from: number },
): number {
  let z = 0;
  for (let entry = row * perRow; entry < (row + 1) * perRow; entry++) {
    z += (at[from + (index[entry] ?? 0)] ?? 0) * (value[entry] ?? 0);
  }
  return z;
}

/** Adds factor times the outer product of a row with itself to the lower half of a matrix. */
function addSquare(
  { perRow, width, index, value }: LogisticProblem['design'],
  row: number,
  { into, factor }: { into: Float64Array; factor: number },
): void {
  const start = row * perRow;
  for (let i = start; i < start + perRow; i++) {
    const line = (index[i] ?? 0) * width;
    const part = factor * (value[i] ?? 0);
    for (let j = start; j <= i; j++) {
      const place = line + (index[j] ?? 0);
      into[place] = (into[place] ?? 0) + part * (value[j] ?? 0);
    }
  }
}

/** Adds the second derivatives of a row to the lower halves of the lower blocks of a matrix of classes x classes of them. */
function addSquares(
  { perRow, width, index, value, weights }: LogisticProblem['design'],
  row: number,
  { into, shares }: { into: Float64Array; shares: Float64Array },
): void {
  const [start, end, size] = [row * perRow, (row + 1) * perRow, shares.length * width];
  const weight = weights[row] ?? 0;
  for (let one = 0; one < shares.length; one++) {
    const share = weight * (shares[one] ?? 0);
    for (let i = start; i < end; i++) {
      const line = (one * width + (index[i] ?? 0)) * size;
      const part = share * (value[i] ?? 0);
      for (let other = 0; other <= one; other++) {
        const factor = part * ((one === other ? 1 : 0) - (shares[other] ?? 0));
        const across = line + other * width;
        for (let j = start; j <= i; j++) {
          const place = across + (index[j] ?? 0);
          into[place] = (into[place] ?? 0) + factor * (value[j] ?? 0);
        }
      }
    }
  }
}

/** Each block is the same along its columns as along its rows: its upper half is written from its lower one. */
function mirrorBlocks(matrix: Float64Array, classes: number, width: number): void {
  const size = classes * width;
  for (let one = 0; one < classes; one++) {
    for (let other = 0; other < one; other++) {
      const corner = one * width * size + other * width;
      for (let down = 0; down < width; down++) {
        for (let across = 0; across < down; across++) {
          matrix[corner + across * size + down] = matrix[corner + down * size + across] ?? 0;
        }
      }
    }
  }
}
