export { proportionSequence } from './confidence-sequence.ts';
export { adjustByCuped } from './cuped.ts';
export { SAMPLE_RATIO_ALARM, sampleRatioTest } from './sample-ratio.ts';
export { sequentialHalfWidth, sequentialInterval } from './sequential-interval.ts';
export { methods } from './methods.ts';
