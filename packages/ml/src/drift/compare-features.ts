import { benjaminiHochberg, type InsufficientData } from '../statistics/index.ts';
import { compareFeature, type FeatureCompared, type FeatureSamples } from './compare-feature.ts';

/** One feature of several, with the p-value that counts when several are looked at. */
export interface FeatureJudged extends FeatureCompared {
  adjustedPValue: number;
  /** Whether it is among those of which at most `level` are expected to be false. */
  hasDrifted: boolean;
}

export type FeatureReport = FeatureJudged | InsufficientData;

/**
 * Compares several features at once. Of those said to have drifted at most a share of `level` is expected not to have:
 * without that correction one in twenty features drifts every day.
 *
 * Benjamini-Hochberg over the features that could be compared. O(features n log n).
 *
 * @throws RangeError as `compareFeature`, or for a level outside of 0..1.
 */
export function compareFeatures(
  features: ReadonlyMap<string, FeatureSamples>,
  level = 0.05,
): Map<string, FeatureReport> {
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`compareFeatures needs a level between 0 and 1, got ${level}`);
  }
  const found = [...features].map(([name, samples]) => ({ name, result: compareFeature(samples) }));
  const compared = found.flatMap(({ name, result }) =>
    result.status === 'compared' ? [{ name, result }] : [],
  );
  const adjusted = benjaminiHochberg(compared.map(({ result }) => result.pValue));
  const byName = new Map(compared.map(({ name }, index) => [name, adjusted[index] ?? 1]));
  return new Map(
    found.map(({ name, result }): [string, FeatureReport] => {
      if (result.status !== 'compared') return [name, result];
      const adjustedPValue = byName.get(name) ?? 1;
      return [name, { ...result, adjustedPValue, hasDrifted: adjustedPValue <= level }];
    }),
  );
}
