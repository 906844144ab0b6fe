export { bucketRanges, chooseVariant } from './bucket-ranges.ts';
export { methods } from './methods.ts';
export { rolloutShare } from './rollout-share.ts';
