import { normalCdf, normalQuantile } from '../distributions/index.ts';

interface Planned {
  /** The true difference, in the unit of the standard error. */
  effect: number;
  /** Of the estimated difference, with the sample as large as it is to be. */
  standardError: number;
  alpha?: number;
  /** Standard errors from 0 at which a difference counts; by alpha where absent. */
  critical?: number;
}

/**
 * The probability that a two-sided test sees a difference: that the estimate lies `critical` standard errors from 0.
 *
 * Phi(e/s - c) + Phi(-e/s - c), c = Phi^-1(1 - alpha/2). For an interval that may be looked at at any time, `critical` is
 * its half-width at a standard error of 1, and the power that at one look at the end. Normal estimates. O(1).
 * Source: J. Cohen (1988), Statistical power analysis for the behavioral sciences, chapter 2.
 *
 * @throws RangeError unless the effect is finite, the error positive and 0 < alpha < 1.
 */
export function powerOf({ effect, standardError, alpha = 0.05, critical }: Planned): number {
  checkPlan('powerOf', effect, standardError);
  const reach = critical ?? criticalOf('powerOf', alpha);
  const away = Math.abs(effect) / standardError;
  return normalCdf(away - reach) + normalCdf(-away - reach);
}

/**
 * How many times as many observations it takes until a test sees a difference with the probability `power`; 1 or less:
 * there are enough.
 *
 * ((c + Phi^-1(power)) s / e)^2, as the error falls with the root of the sample. The far tail is left out: at a power of a
 * half it is 4e-5, above less. O(1). Source as of `powerOf`.
 *
 * @throws RangeError as `powerOf`, for an effect of 0, or a power outside of .5..1.
 */
export function sampleFactor({ power = 0.8, ...plan }: Planned & { power?: number }): number {
  checkPlan('sampleFactor', plan.effect, plan.standardError);
  if (!(plan.effect !== 0 && power >= 0.5 && power < 1)) {
    throw new RangeError(
      `sampleFactor needs an effect and a power of .5 to 1, got ${plan.effect} and ${power}`,
    );
  }
  const reach = plan.critical ?? criticalOf('sampleFactor', plan.alpha ?? 0.05);
  return (((reach + normalQuantile(power)) * plan.standardError) / plan.effect) ** 2;
}

/**
 * How many observations each of two groups needs until a two-sided test sees that their shares differ, with the
 * probability `power`.
 *
 * n = (c sqrt(2 p (1-p)) + z sqrt(p1 (1-p1) + p2 (1-p2)))^2 / (p1 - p2)^2, p = (p1 + p2) / 2, c = Phi^-1(1 - alpha/2),
 * z = Phi^-1(power), rounded up. O(1).
 * Source: J. L. Fleiss (1981), Statistical methods for rates and proportions, equation 3.14.
 *
 * @throws RangeError unless both shares lie between 0 and 1 and differ, .5 <= power < 1 and 0 < alpha < 1.
 */
export function sampleSizeOfShares(
  first: number,
  second: number,
  { power = 0.8, alpha = 0.05 }: { power?: number; alpha?: number } = {},
): number {
  const isUsable = [first, second].every((share) => share > 0 && share < 1) && first !== second;
  if (!isUsable || !(power >= 0.5 && power < 1)) {
    throw new RangeError(
      `sampleSizeOfShares needs two shares between 0 and 1 and a power of .5 to 1, got ${first}, ${second} and ${power}`,
    );
  }
  const middle = (first + second) / 2;
  const ifEqual = criticalOf('sampleSizeOfShares', alpha) * Math.sqrt(2 * middle * (1 - middle));
  const ifNot = normalQuantile(power) * Math.sqrt(first * (1 - first) + second * (1 - second));
  return Math.ceil(((ifEqual + ifNot) / (first - second)) ** 2);
}

function checkPlan(name: string, effect: number, standardError: number): void {
  if (Number.isFinite(effect) && standardError > 0 && Number.isFinite(standardError)) return;
  throw new RangeError(
    `${name} needs an effect and a positive standard error, got ${effect} and ${standardError}`,
  );
}

function criticalOf(name: string, alpha: number): number {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`${name} needs an alpha between 0 and 1, got ${alpha}`);
  return normalQuantile(1 - alpha / 2);
}
