import { factorise, solveFactorised } from './symmetric.ts';

/** A linear score and what is known of its columns. */
export interface LinearBackground {
  coefficients: ArrayLike<number>;
  /** Of each column. */
  means: ArrayLike<number>;
  /** Of all columns, line by line; columns x columns. */
  covariance: readonly ArrayLike<number>[];
}

const MOST_COLUMNS = 12;

/**
 * Shapley values of a linear score where columns hang together: what is known of some columns says something of the others,
 * so that columns that say the same share the credit. With `explainLinear` a column has all the credit of its coefficient.
 *
 * v(S) = coefficients' E[x | x_S], for a normal distribution; phi_i = sum over S without i of
 * |S|! (m - |S| - 1)! / m! (v(S + i) - v(S)). Their sum is the score less that of the means. Exact, so for up to 12 columns.
 * O(2^m m^3).
 * Source: K. Aas, M. Jullum and A. Loland (2021), Explaining individual predictions when features are dependent, Artificial
 * Intelligence 298, section 3.1; L. S. Shapley (1953), A value for n-person games.
 *
 * @throws RangeError for lengths that differ, more than 12 columns, a number that is not finite, a score that is not, and a
 *   covariance that is not symmetric, or has a variance below 0 or a correlation beyond 1.
 */
export function explainDependentLinear(background: LinearBackground, row: ArrayLike<number>): Float64Array {
  const { coefficients, means, covariance } = background;
  const columns = row.length;
  const lengths = [coefficients, means, covariance, ...covariance].map(({ length }) => length);
  if (columns > MOST_COLUMNS || lengths.some((length) => length !== columns)) {
    throw new RangeError(
      `a row of up to ${MOST_COLUMNS} columns and as many of all else, got ${columns}, ${lengths.join(', ')}`,
    );
  }
  const all = [row, coefficients, means, ...covariance].flatMap((one) => Array.from(one));
  if (!all.every(Number.isFinite)) throw new RangeError('explainDependentLinear needs finite numbers');
  checkCovariance(covariance);
  const values = Float64Array.from({ length: 2 ** columns }, (_, set) => valueOf(background, row, set));
  const shares = [1 / columns];
  for (let size = 0; size + 1 < columns; size++) {
    shares.push(((shares[size] ?? 0) * (size + 1)) / (columns - size - 1));
  }
  const sizes = new Uint8Array(values.length);
  for (let set = 1; set < sizes.length; set++) sizes[set] = (sizes[set >> 1] ?? 0) + (set & 1);
  if (!values.every(Number.isFinite))
    throw new RangeError('the score of this row leaves the range of numbers');
  return Float64Array.from({ length: columns }, (_, column) => {
    let sum = 0;
    for (let set = 0; set < values.length; set++) {
      if ((set >> column) & 1) continue;
      sum += (shares[sizes[set] ?? 0] ?? 0) * ((values[set | (1 << column)] ?? 0) - (values[set] ?? 0));
    }
    return sum;
  });
}

/** What rounding may add. */
const TOLERANCE = 1e-9;

function checkCovariance(covariance: readonly ArrayLike<number>[]): void {
  covariance.forEach((line, i) => {
    const own = line[i] ?? 0;
    if (own < 0) throw new RangeError(`the variance of column ${i} is ${own}`);
    for (let j = 0; j < i; j++) {
      const [one, other] = [line[j] ?? 0, covariance[j]?.[i] ?? 0];
      const most = Math.sqrt(own) * Math.sqrt(covariance[j]?.[j] ?? 0) * (1 + TOLERANCE);
      if (Math.abs(one - other) > TOLERANCE * Math.max(Math.abs(one), Math.abs(other))) {
        throw new RangeError(`the covariance of columns ${j} and ${i} is ${other} and ${one}`);
      }
      if (Math.abs(one) > most) {
        throw new RangeError(
          `columns ${j} and ${i} cannot have the covariance ${one}: it is ${most} at most`,
        );
      }
    }
  });
}

/** The expected score, less that of the means, of a row of which the columns in a set of bits are known. */
function valueOf(
  { coefficients, means, covariance }: LinearBackground,
  row: ArrayLike<number>,
  set: number,
): number {
  const known = Array.from(means, (_, column) => column).filter((column) => (set >> column) & 1);
  const away = Float64Array.from(known, (column) => (row[column] ?? 0) - (means[column] ?? 0));
  const matrix = Float64Array.from(known.flatMap((i) => known.map((j) => covariance[i]?.[j] ?? 0)));
  factorise(matrix, known.length);
  const solved = solveFactorised(matrix, away);
  let value = 0;
  for (let column = 0; column < means.length; column++) {
    const place = known.indexOf(column);
    let expected = 0;
    if (place === -1)
      known.forEach((other, at) => (expected += (covariance[column]?.[other] ?? 0) * (solved[at] ?? 0)));
    else expected = away[place] ?? 0;
    value += (coefficients[column] ?? 0) * expected;
  }
  return value;
}
