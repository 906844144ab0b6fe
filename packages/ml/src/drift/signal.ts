/** What a detector says after a value. It has started anew when it says `drift`. */
export type Signal = 'stable' | 'warning' | 'drift';

/** The square of more is no number. */
const MOST = 1e150;

/**
 * A value that is no number would stay in the sums of a state, which then never fires again: it is refused before it
 * is taken in.
 *
 * @throws RangeError naming the detector, for a value that is no number or outside of `least` .. `most`.
 */
export function checkValue(
  detector: string,
  value: number,
  [least, most]: readonly [number, number] = [-MOST, MOST],
): void {
  if (value >= least && value <= most) return;
  throw new RangeError(`${detector} needs values of ${least} .. ${most}, got ${value}`);
}
