interface ReviewWorth {
  /** null when the decision abstained. */
  confidence: number | null;
  amountMinor: number;
  settles: number;
}

/**
 * How much an answer is worth: the doubt it removes, times how much money hangs on it, times how
 * many it settles. value = (1 - confidence) * ln(10 + |amount|) * (1 + ln(1 + settles)).
 */
export function valueOfReview({ confidence, amountMinor, settles }: ReviewWorth): number {
  const doubt = 1 - (confidence ?? 0) + 0.02;
  return doubt * Math.log(10 + Math.abs(amountMinor)) * (1 + Math.log(1 + settles));
}
