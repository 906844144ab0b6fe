export { createAdwin, foldAdwin, meanOfAdwin, type AdwinState } from './adwin.ts';
export { createDdm, foldDdm, type DdmState } from './ddm.ts';
export { createEddm, foldEddm, type EddmState } from './eddm.ts';
export {
  createHddmAverage,
  createHddmWeighted,
  foldHddmAverage,
  foldHddmWeighted,
  type HddmAverageState,
  type HddmWeightedState,
} from './hddm.ts';
export { createKswin, foldKswin, type KswinState } from './kswin.ts';
export { createPageHinkley, foldPageHinkley, type PageHinkleyState } from './page-hinkley.ts';
export type { Signal } from './signal.ts';
export { compareFeature, type FeatureCompared, type FeatureSamples } from './compare-feature.ts';
export { compareFeatures, type FeatureJudged, type FeatureReport } from './compare-features.ts';
