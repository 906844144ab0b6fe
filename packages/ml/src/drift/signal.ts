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

/**
 * With an option that is no number a detector would never fire, and nobody would know.
 *
 * @throws RangeError naming the detector and the option, for a number that is not finite or not above 0.
 */
export function checkOptions(detector: string, options: object): void {
  for (const [name, value] of Object.entries(options) as [string, unknown][]) {
    if (typeof value === 'boolean' || (Number.isFinite(value) && Number(value) > 0)) continue;
    throw new RangeError(`${detector} needs ${name} above 0, got ${String(value)}`);
  }
}
