/** What is left of a diagonal element, as a share of it, below which its column says nothing new. */
const NOTHING_NEW = 1e-11;

/**
 * The Cholesky factor of a symmetric matrix without negative eigenvalues, written into its lower half. A column that the
 * ones before it already say is left out: its diagonal becomes 0, and solving gives 0 for it. `matrix` is size x size, row
 * after row. O(size^3 / 6).
 */
export function factorise(matrix: Float64Array, size: number): void {
  for (let j = 0; j < size; j++) {
    const diagonal = matrix[j * size + j] ?? 0;
    let rest = diagonal;
    for (let k = 0; k < j; k++) rest -= (matrix[j * size + k] ?? 0) ** 2;
    const pivot = rest > NOTHING_NEW * diagonal ? Math.sqrt(rest) : 0;
    matrix[j * size + j] = pivot;
    for (let i = j + 1; i < size; i++) {
      let sum = matrix[i * size + j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (matrix[i * size + k] ?? 0) * (matrix[j * size + k] ?? 0);
      matrix[i * size + j] = pivot === 0 ? 0 : sum / pivot;
    }
  }
}

/** The solution for a factor that `factorise` left; 0 where it left a column out. O(size^2). */
export function solveFactorised(factor: Float64Array, right: Float64Array): Float64Array<ArrayBuffer> {
  const size = right.length;
  const solution = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const pivot = factor[i * size + i] ?? 0;
    let sum = right[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= (factor[i * size + k] ?? 0) * (solution[k] ?? 0);
    solution[i] = pivot === 0 ? 0 : sum / pivot;
  }
  for (let i = size - 1; i >= 0; i--) {
    const pivot = factor[i * size + i] ?? 0;
    let sum = solution[i] ?? 0;
    for (let k = i + 1; k < size; k++) sum -= (factor[k * size + i] ?? 0) * (solution[k] ?? 0);
    solution[i] = pivot === 0 ? 0 : sum / pivot;
  }
  return solution;
}
