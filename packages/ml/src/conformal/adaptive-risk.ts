/** Plain data: it can be stored and taken up again. */
export interface AdaptiveRiskState {
  /** What is wanted in the long run. */
  risk: number;
  /** How fast it follows. */
  rate: number;
  /** What to make sets with now: 0 or less is everything, 1 or more is nothing. */
  current: number;
}

/**
 * Conformal sets for a stream that changes: the risk that sets are made with is moved so that, in the long run, the wanted
 * share of truths lies outside, whatever comes.
 *
 * @throws RangeError for a risk or a rate that is not between 0 and 1.
 */
export function createAdaptiveRisk(risk: number, rate = 0.02): AdaptiveRiskState {
  if (!(risk > 0 && risk < 1 && rate > 0 && rate < 1)) {
    throw new RangeError(
      `createAdaptiveRisk needs a risk and a rate between 0 and 1, got ${risk} and ${rate}`,
    );
  }
  return { risk, rate, current: risk };
}

/**
 * Takes in whether the truth lay in the last set.
 *
 * current += rate (risk - missed). After T steps the share missed differs from the risk by at most
 * (max(risk, 1 - risk) + rate) / (rate T), without any assumption. O(1).
 * Source: I. Gibbs and E. Candès (2021), Adaptive conformal inference under distribution shift, NeurIPS.
 */
export function foldAdaptiveRisk(state: AdaptiveRiskState, isCovered: boolean): void {
  state.current += state.rate * (state.risk - (isCovered ? 0 : 1));
}
