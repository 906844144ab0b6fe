/** A test that was made. All are two-sided unless they say otherwise. */
export interface Tested {
  status: 'tested';
  statistic: number;
  /** The probability of a statistic at least as extreme, were there no difference. */
  pValue: number;
  /** Whether the p-value is exact, or rests on an approximation for large samples. */
  isExact: boolean;
}

/** Too little to say anything: a test that was not made has no p-value. */
export interface InsufficientData {
  status: 'insufficient_data';
  /** Observations that it takes, in each sample where there are two. */
  needed: number;
  /** Observations of the smallest sample. */
  has: number;
}

export type TestResult = Tested | InsufficientData;

/** @throws RangeError naming the test, for a value that is not finite. */
export function checkSamples(name: string, ...samples: readonly ArrayLike<number>[]): void {
  for (const sample of samples) {
    for (let index = 0; index < sample.length; index++) {
      const value = sample[index];
      if (!Number.isFinite(value))
        throw new RangeError(`${name} needs finite values, got ${value} at ${index}`);
    }
  }
}

/** The refusal, when the smallest of the samples has too few observations. */
export function tooFew(needed: number, ...samples: readonly ArrayLike<unknown>[]): InsufficientData | null {
  const has = Math.min(...samples.map(({ length }) => length));
  return has < needed ? { status: 'insufficient_data', needed, has } : null;
}
