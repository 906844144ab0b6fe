import type { Judged } from '../calibration/index.ts';
import type { LabelGuess } from '../metrics/index.ts';

/** What was said of a row, and what is true. */
export type Guess = LabelGuess & Judged;
