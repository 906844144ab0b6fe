/**
 * How alike two payees as imported are: the Dice coefficient of their pairs of neighbouring letters and digits, in lower case,
 * 2 * |common| / (|a| + |b|), 0 to 1. Pairs count as often as they occur. 1 for two that are empty of letters and digits.
 *
 * Source: L. R. Dice, Measures of the amount of ecologic association between species, 1945. Cost: O(letters).
 */
export function textLikeness(one: string, other: string): number {
  const [left, right] = [bare(one), bare(other)];
  if (left === right) return 1;
  const [leftPairs, rightPairs] = [pairsOf(left), pairsOf(right)];
  const unmatched = new Map<string, number>();
  for (const pair of leftPairs) unmatched.set(pair, (unmatched.get(pair) ?? 0) + 1);
  let common = 0;
  for (const pair of rightPairs) {
    const count = unmatched.get(pair) ?? 0;
    if (count === 0) continue;
    unmatched.set(pair, count - 1);
    common += 1;
  }
  const all = leftPairs.length + rightPairs.length;
  return all === 0 ? 0 : (2 * common) / all;
}

function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

function pairsOf(text: string): string[] {
  const letters = Array.from(text);
  return letters.slice(1).map((letter, index) => `${letters[index] ?? ''}${letter}`);
}
