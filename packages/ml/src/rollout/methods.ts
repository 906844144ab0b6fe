import type { Method } from '../methods/index.ts';

export const methods: readonly Method[] = [
  {
    title: 'Place in a roll-out',
    functions: ['rolloutShare'],
    tells: 'Where a payee or a person stands in [0, 1): in, while below the share that is rolled out.',
    definition: 'FNV-1a(decimal text of FNV-1a(seed + unit)) mod 10,000 / 10,000',
    source:
      'GrowthBook (2022), SDK reference: hash version 2; G. Fowler, L. C. Noll and K.-P. Vo (1991), FNV',
    cost: 'time O(length), memory O(1)',
    example: "rolloutShare('seed', 'a')",
  },
  {
    title: 'Variants of an experiment',
    functions: ['bucketRanges', 'chooseVariant'],
    tells: 'Which variant a place belongs to; nobody changes variant as the coverage grows.',
    definition: 'low = sum of the weights before, high = low + coverage weight',
    source: 'GrowthBook (2022), SDK reference: getBucketRanges, chooseVariation',
    cost: 'time O(variants), memory O(variants)',
    example: 'chooseVariant(0.6, bucketRanges([0.5, 0.5], 0.5))',
  },
];
