export { createAdwin, foldAdwin, meanOfAdwin } from './adwin.ts';
export { createDdm, foldDdm } from './ddm.ts';
export { createEddm, foldEddm } from './eddm.ts';
export { createHddmAverage, createHddmWeighted, foldHddmAverage, foldHddmWeighted } from './hddm.ts';
export { createKswin, foldKswin } from './kswin.ts';
export { createPageHinkley, foldPageHinkley } from './page-hinkley.ts';
export type { Signal } from './signal.ts';
export { compareFeature, type FeatureSamples } from './compare-feature.ts';
export { compareFeatures } from './compare-features.ts';
