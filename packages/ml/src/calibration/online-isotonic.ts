import { applyIsotonic, fitIsotonic, type IsotonicCalibration } from './isotonic.ts';

/** Plain data: it can be stored and taken up again. */
export interface OnlineIsotonic {
  method: 'isotonic';
  /** The newest labels, at most `window`; the oldest stands at `next` once they are so many. */
  scores: number[];
  truths: number[];
  window: number;
  next: number;
  /** Labels since a shape was last due. */
  fresh: number;
  /** Null until a shape was due and there were labels of either kind: before, the score itself is said. */
  fitted: IsotonicCalibration | null;
}

/** The shape is fitted anew after so many parts of the window. */
const PARTS = 40;

export function createOnlineIsotonic(window: number): OnlineIsotonic {
  if (!(Number.isInteger(window) && window >= PARTS)) {
    throw new RangeError(`createOnlineCalibration needs a window of ${PARTS} labels at least, got ${window}`);
  }
  return { method: 'isotonic', scores: [], truths: [], window, next: 0, fresh: 0, fitted: null };
}

/** Never nearer to 0 or 1 than a label more of the other kind would let it be. */
export function applyOnlineIsotonic({ fitted, scores }: OnlineIsotonic, score: number): number {
  if (!fitted) return score;
  const edge = 1 / (scores.length + 2);
  return Math.min(1 - edge, Math.max(edge, applyIsotonic(fitted, score)));
}

export function foldOnlineIsotonic(state: OnlineIsotonic, score: number, isTrue: boolean): void {
  const { scores, truths, window } = state;
  scores[state.next] = score;
  truths[state.next] = isTrue ? 1 : 0;
  state.next = (state.next + 1) % window;
  state.fresh += 1;
  if (state.fresh < window / PARTS) return;
  // Also where nothing is fitted: asking again at every label would look through the whole window each time.
  state.fresh = 0;
  const right = truths.reduce((sum, truth) => sum + truth, 0);
  if (right === 0 || right === truths.length) return;
  state.fitted = fitIsotonic(Float64Array.from(scores), Float64Array.from(truths));
}
