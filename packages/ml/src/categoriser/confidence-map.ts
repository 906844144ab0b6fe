/**
 * A curve from a stated confidence to how often it was right: knots at equal steps of its logit, straight lines between
 * them. A knot moves towards each outcome near it, at first by 1 / n, later by a rate that forgets.
 * Source: M. Mahoney (2005), Adaptive weighing of context models (adaptive probability maps).
 */
export type ConfidenceMap = Float64Array<ArrayBuffer>;

const KNOTS = 33;
const KNOTS_A_LOGIT = 2;
const RATE = 0.003;
/** Outcomes that the first curve, which changes nothing, counts as. */
const PRIOR = 30;

/** Each knot's value, then what it has counted. */
export function createConfidenceMap(): ConfidenceMap {
  const map = new Float64Array(KNOTS * 2);
  for (let knot = 0; knot < KNOTS; knot++) {
    map[knot * 2] = 1 / (1 + Math.exp(-(knot - (KNOTS - 1) / 2) / KNOTS_A_LOGIT));
  }
  return map;
}

/** The place of a confidence among the knots, 0 .. 32. */
function placeOf(confidence: number): number {
  const logit = Math.log(confidence / (1 - confidence));
  return Math.min(KNOTS - 1 - 1e-9, Math.max(0, KNOTS_A_LOGIT * logit + (KNOTS - 1) / 2));
}

/** How often a confidence like this one was right, 0..1. */
export function mapConfidence(map: ConfidenceMap, confidence: number): number {
  const place = placeOf(confidence);
  const knot = Math.floor(place);
  const share = place - knot;
  return (map[knot * 2] ?? 0) * (1 - share) + (map[knot * 2 + 2] ?? 0) * share;
}

export function foldConfidence(map: ConfidenceMap, confidence: number, isHit: boolean): void {
  const place = placeOf(confidence);
  const knot = Math.floor(place);
  for (const side of [0, 1]) {
    const at = (knot + side) * 2;
    const part = 1 - Math.abs(place - knot - side);
    const counted = (map[at + 1] ?? 0) + part;
    map[at + 1] = counted;
    const rate = part * Math.max(RATE, 1 / (counted + PRIOR));
    map[at] = (map[at] ?? 0) + rate * ((isHit ? 1 : 0) - (map[at] ?? 0));
  }
}
