export { habitLogProbabilities } from './habit.ts';
export { rhythmEvidence, type Rhythm } from './rhythm-evidence.ts';
export { findStreams } from './find-streams.ts';
export { methods } from './methods.ts';
