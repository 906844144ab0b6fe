import type { CategoryColumn } from './table.ts';

/** `balanced` lets every class count as much as the others; else what each row of a class counts, 1 where left out. */
export type ClassWeights = 'balanced' | Readonly<Record<string, number>>;

/** Whether something can count so much: sums of weights of rows times those of classes neither over- nor underflow. */
export function isWeight(value: number): boolean {
  return value >= 1e-100 && value <= 1e100;
}

/**
 * The weights of rows times those of their classes.
 *
 * Balanced: total / (classes sum of the class), over the classes that rows are of. New memory: 8 bytes a row. O(rows).
 * Source: G. King and L. Zeng (2001), Logistic regression in rare events data, Political Analysis 9, 137-163.
 *
 * @throws RangeError for a weight of a class that is not 1e-100 to 1e100, and for a class that the target does not have.
 */
export function weighClasses(
  { name, categories, codes }: CategoryColumn,
  weights: Float64Array,
  classWeights: ClassWeights | undefined,
): Float64Array {
  if (classWeights === undefined) return weights;
  const factors =
    classWeights === 'balanced'
      ? balanced(categories, codes, weights)
      : named(name, categories, classWeights);
  return weights.map((weight, row) => weight * (factors[codes[row] ?? 0] ?? 1));
}

function named(
  name: string,
  categories: readonly string[],
  classWeights: Readonly<Record<string, number>>,
): number[] {
  const given = new Map(Object.entries(classWeights));
  for (const [word, factor] of given) {
    if (!categories.includes(word)) throw new RangeError(`there is no class ${word} in ${name} to weigh`);
    if (!isWeight(factor)) {
      throw new RangeError(`the weight of class ${word} is ${factor}, not 1e-100 to 1e100`);
    }
  }
  return categories.map((word) => given.get(word) ?? 1);
}

function balanced(categories: readonly string[], codes: Int32Array, weights: Float64Array): number[] {
  const ofClass = new Float64Array(categories.length);
  let total = 0;
  weights.forEach((weight, row) => {
    ofClass[codes[row] ?? 0] = (ofClass[codes[row] ?? 0] ?? 0) + weight;
    total += weight;
  });
  const seen = ofClass.filter((sum) => sum > 0).length;
  return Array.from(ofClass, (sum) => (sum > 0 ? total / (seen * sum) : 1));
}
