/** Bits of a key that one pass looks at. */
const DIGIT = 11;
const SIZE = 1 << DIGIT;

/**
 * Places in the order of their keys, which have 64 bits without a sign, `high` before `low`, of which the last 11 do not
 * count. Equal keys keep their order. Sorts by one digit after the other, the last first. O(places).
 * Source: D. E. Knuth (1998), The Art of Computer Programming 3, section 5.2.5, algorithm R.
 */
export function sortByKeys(places: Int32Array, high: Int32Array, low: Int32Array): Int32Array {
  let [from, to] = [places.slice(), new Int32Array(places.length)];
  for (const [keys, shift] of [
    [low, DIGIT],
    [low, 2 * DIGIT],
    [high, 0],
    [high, DIGIT],
    [high, 2 * DIGIT],
  ] as const) {
    const starts = new Int32Array(SIZE + 1);
    const digitOf = (place: number) => ((keys[place] ?? 0) >>> shift) & (SIZE - 1);
    for (const place of from) starts[digitOf(place) + 1] = (starts[digitOf(place) + 1] ?? 0) + 1;
    for (let digit = 0; digit < SIZE; digit++)
      starts[digit + 1] = (starts[digit + 1] ?? 0) + (starts[digit] ?? 0);
    for (const place of from) {
      const digit = digitOf(place);
      const at = starts[digit] ?? 0;
      to[at] = place;
      starts[digit] = at + 1;
    }
    [from, to] = [to, from];
  }
  return from;
}
