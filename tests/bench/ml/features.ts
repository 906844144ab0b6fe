import { countBins, countCategories, populationStabilityIndex, quantileEdges } from '@steward/ml/distances';
import { compareFeature, type FeatureSamples } from '@steward/ml/drift';
import type { createRandom } from '@steward/ml/random';
import { sampleRatioTest } from '@steward/ml/sequential';

export type Random = ReturnType<typeof createRandom>;

/** A feature as it comes in ledgers; `shift` 0 is no drift. */
export type Feature = { name: string } & (
  | { kind: 'numeric'; draw: (random: Random, shift: number) => number }
  | { kind: 'categorical'; draw: (random: Random, shift: number) => string }
);

/** Of 1,000 merchants the i-th most frequent has a share in proportion to 1 / i. */
const frequencies = Float64Array.from({ length: 1_000 }, () => 0);
const merchants = Array.from(frequencies, (_, index) => `merchant ${index}`);
let sum = 0;
for (let index = 0; index < frequencies.length; index++) frequencies[index] = sum += 1 / (index + 1);

function drawMerchant(random: Random): string {
  const at = random.uniform() * sum;
  let [low, high] = [0, frequencies.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((frequencies[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return merchants[low] ?? '';
}

export const features: Feature[] = [
  { name: 'normal', kind: 'numeric', draw: (random, shift) => random.normal() + shift },
  { name: 'skewed', kind: 'numeric', draw: (random, shift) => Math.exp(3 + 1.5 * (random.normal() + shift)) },
  {
    ...{ name: 'rounded', kind: 'numeric' },
    draw: (random, shift) => Math.round(Math.exp(2.5 + random.normal() + shift)),
  },
  {
    ...{ name: 'mostlyZero', kind: 'numeric' },
    draw: (random, shift) => Math.max(0, random.normal() - 0.25 + shift),
  },
  {
    ...{ name: 'fewValues', kind: 'numeric' },
    draw: (random, shift) => Math.floor(7 * random.uniform() ** (1 - shift / 1.5)),
  },
  {
    ...{ name: 'sixCategories', kind: 'categorical' },
    draw: (random, shift) =>
      random.uniform() < shift / 3 ? 'f' : ('aaaaabbbccdef'[random.integer(13)] ?? 'a'),
  },
  {
    ...{ name: 'merchants', kind: 'categorical' },
    draw: (random, shift) =>
      random.uniform() < shift / 2 ? `new ${random.integer(60)}` : drawMerchant(random),
  },
];

export function samplesOf(
  feature: Feature,
  random: Random,
  [n, m, shift]: readonly [reference: number, current: number, shift: number],
): FeatureSamples {
  if (feature.kind === 'numeric') {
    const sample = (length: number, by: number) => {
      const values = new Float64Array(length);
      for (let index = 0; index < length; index++) values[index] = feature.draw(random, by);
      return values;
    };
    return { kind: 'numeric', reference: sample(n, 0), current: sample(m, shift) };
  }
  const sample = (length: number, by: number) => {
    const values: string[] = [];
    for (let index = 0; index < length; index++) values.push(feature.draw(random, by));
    return values;
  };
  return { kind: 'categorical', reference: sample(n, 0), current: sample(m, shift) };
}

/** Who says that a pair differs. */
export interface Alarms {
  ours: boolean;
  /** Index above .1, on deciles of the reference or by category. */
  stability: boolean;
  /** Chi-square at 5 % that takes the reference's shares as known, on the same bins. */
  knownReference: boolean;
}

export function judge(samples: FeatureSamples): Alarms {
  const result = compareFeature(samples);
  const [first, second] = countsOf(samples);
  return {
    ours: result.status === 'compared' && result.pValue <= 0.05,
    stability: populationStabilityIndex(first, second) > 0.1,
    knownReference: isUnlike(first, second),
  };
}

function countsOf(samples: FeatureSamples): [Uint32Array, Uint32Array] {
  if (samples.kind === 'categorical') {
    const { first, second } = countCategories(samples.reference, samples.current);
    return [first, second];
  }
  const edges = quantileEdges(samples.reference);
  return [countBins(samples.reference, edges), countBins(samples.current, edges)];
}

/** Goodness of fit to the reference's shares; a category that the reference lacks has no share, and is left out. */
function isUnlike(reference: Uint32Array, current: Uint32Array): boolean {
  const result = sampleRatioTest(current, reference);
  return result.status === 'tested' && result.pValue <= 0.05;
}
