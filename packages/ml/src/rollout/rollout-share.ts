import { fnv1a } from './fnv1a.ts';

/**
 * Where a unit (a payee, a person) stands in a roll-out, as a number in [0, 1): it takes part while the number is below the
 * share that is rolled out, so that who is in stays in as the share grows. The same on every machine, and independent
 * between seeds.
 *
 * hash(hash(seed + unit) as decimal text) mod 10,000 / 10,000, hash = FNV-1a of 32 bits over UTF-16 code units. Hashed twice:
 * after one pass, neighbouring names of one seed stand alike in another. O(length).
 * Source: GrowthBook SDK reference, hash version 2; G. Fowler, L. C. Noll and K.-P. Vo (1991), FNV.
 */
export function rolloutShare(seed: string, unit: string): number {
  return (fnv1a(String(fnv1a(seed + unit))) % 10_000) / 10_000;
}
