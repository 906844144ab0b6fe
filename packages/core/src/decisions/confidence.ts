export type ConfidenceLevel = 'very_high' | 'high' | 'medium' | 'low' | 'very_low';

/** very_high >= .9, high >= .7, medium >= .5, low >= .3, else very_low. */
export function levelOfConfidence(confidence: number): ConfidenceLevel {
  if (confidence >= 0.9) return 'very_high';
  if (confidence >= 0.7) return 'high';
  if (confidence >= 0.5) return 'medium';
  return confidence >= 0.3 ? 'low' : 'very_low';
}
