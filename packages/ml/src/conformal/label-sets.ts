import { checkProbabilities } from '../metrics/index.ts';

/** How strange a label is: by its own probability, or by all that is likelier. */
export type SetMethod = 'least_ambiguous' | 'adaptive';

/**
 * How strange it is that this label is the truth, for `conformalQuantile` over labelled cases.
 *
 * least_ambiguous: 1 - p(label): the smallest sets on average. adaptive: the sum of the probabilities from the likeliest down
 * to the label, 1 at most: larger sets where it is hard. Equal probabilities in the order of the labels.
 * O(labels log labels).
 * Source: M. Sadinle, J. Lei and L. Wasserman (2019), JASA 114; Y. Romano, M. Sesia and E. Candès (2020), NeurIPS.
 *
 * @throws RangeError for a label that is not among the probabilities, and for what is no probability.
 */
export function labelStrangeness(method: SetMethod, probabilities: ArrayLike<number>, label: number): number {
  const own = probabilities[label];
  if (own === undefined) throw new RangeError(`labelStrangeness knows no label ${label}`);
  checkProbabilities('labelStrangeness', probabilities);
  if (method === 'least_ambiguous') return 1 - own;
  let sum = 0;
  for (const other of likeliestFirst(probabilities)) {
    sum += probabilities[other] ?? 0;
    if (other === label) break;
  }
  // What rounding adds to 1 must not make a label stranger than all of them.
  return Math.min(1, sum);
}

/**
 * The labels that are not too strange: they hold the truth with the probability that the quantile was made for. The likeliest
 * first; all for a quantile of 1, none where even the likeliest is too strange. O(labels log labels).
 *
 * @throws RangeError for what is no probability, and for a quantile that is NaN.
 */
export function predictionSet(
  method: SetMethod,
  probabilities: ArrayLike<number>,
  quantile: number,
): number[] {
  checkProbabilities('predictionSet', probabilities);
  if (Number.isNaN(quantile)) throw new RangeError('predictionSet needs a quantile, got NaN');
  const set: number[] = [];
  let sum = 0;
  for (const label of likeliestFirst(probabilities)) {
    const own = probabilities[label] ?? 0;
    sum += own;
    if ((method === 'least_ambiguous' ? 1 - own : Math.min(1, sum)) > quantile) break;
    set.push(label);
  }
  return set;
}

function likeliestFirst(probabilities: ArrayLike<number>): number[] {
  return Array.from(probabilities, (_, label) => label).sort(
    (a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0) || a - b,
  );
}
