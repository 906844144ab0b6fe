import type { Explanation, Factor } from '@steward/core/decisions';

export interface WaterfallStep {
  factor: Factor;
  /** Where its bar lies, in percent of the track. */
  startPercent: number;
  widthPercent: number;
}

export interface Waterfall {
  zeroPercent: number;
  base: { startPercent: number; widthPercent: number };
  steps: WaterfallStep[];
  sum: { startPercent: number; widthPercent: number };
}

/** Lays the terms of a score end to end: each bar starts where the last one ended. */
export function layWaterfall({ base, score, mainFactors }: Explanation): Waterfall {
  const ends: number[] = [base];
  for (const { term } of mainFactors) ends.push((ends.at(-1) ?? base) + term);
  const low = Math.min(0, score, ...ends);
  const high = Math.max(0, score, ...ends);
  const scale = high === low ? 0 : 100 / (high - low);
  const bar = (from: number, to: number) => ({
    startPercent: (Math.min(from, to) - low) * scale,
    widthPercent: Math.abs(to - from) * scale,
  });
  return {
    zeroPercent: (0 - low) * scale,
    base: bar(0, base),
    steps: mainFactors.map((factor, index) => ({
      factor,
      ...bar(ends[index] ?? base, ends[index + 1] ?? base),
    })),
    sum: bar(0, score),
  };
}
