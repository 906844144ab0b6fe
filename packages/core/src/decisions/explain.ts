import { DomainError } from '../errors/index.ts';
import { levelOfConfidence } from './confidence.ts';
import type { Alternative, EvidenceFilter, Explanation, Factor } from './decisions.schema.ts';

/** An additive term as the model gives it: what it looked at, what it adds, how often that was so. */
export interface ScoreTerm {
  kind: string;
  subject: string;
  contribution: number;
  matching: number | null;
  total: number | null;
}

export interface PredictionToExplain {
  categoryId: string;
  confidence: number;
  base: number;
  score: number;
  terms: readonly ScoreTerm[];
  alternatives: readonly { categoryId: string; probability: number }[];
  payeeName: string;
  payeeShares: readonly { categoryId: string; count: number }[];
  nameOf: (categoryId: string) => string;
}

/** How far base plus terms may be from the score. */
const EXACTNESS = 1e-9;

/**
 * Puts a prediction into words.
 *
 * @throws DomainError `explanation_not_exact` when base plus terms is not the score: such an
 * explanation is never stored.
 */
export function explainPrediction(prediction: PredictionToExplain): Explanation {
  const { base, score, terms, categoryId, confidence, nameOf } = prediction;
  const sum = terms.reduce((total, term) => total + term.contribution, base);
  if (!(Math.abs(sum - score) < EXACTNESS)) {
    const message = `The explanation adds up to ${sum}, the score is ${score}.`;
    throw new DomainError({ code: 'internal', reason: 'explanation_not_exact', message });
  }
  const absolute = terms.reduce((total, term) => total + Math.abs(term.contribution), 0);
  return {
    version: 1,
    prediction: categoryId,
    confidence,
    base,
    score,
    mainFactors: terms.map((term) => toFactor(term, absolute, { categoryId, name: nameOf(categoryId) })),
    alternatives: prediction.alternatives
      .filter((alternative) => alternative.categoryId !== categoryId)
      .map((alternative) => toAlternative(alternative, prediction)),
    uncertaintySource: uncertaintiesOf(prediction),
    recommendedAction: recommend(confidence),
  };
}

function recommend(confidence: number): Explanation['recommendedAction'] {
  const level = levelOfConfidence(confidence);
  if (level === 'very_high' || level === 'high') return 'accept';
  return level === 'medium' ? 'review' : 'choose';
}

function toFactor(term: ScoreTerm, absolute: number, category: { categoryId: string; name: string }): Factor {
  const { matching, total, contribution } = term;
  const isCounted = matching !== null && total !== null;
  return {
    factor: nameFactor(term),
    term: contribution,
    contribution: absolute === 0 ? 0 : contribution / absolute,
    evidence: {
      text: isCounted ? `${matching} of ${total} were ${category.name}` : 'several observations together',
      matching,
      total,
      filter: isCounted ? filterOf(term, category.categoryId) : null,
    },
  };
}

function nameFactor({ kind, subject }: ScoreTerm): string {
  switch (kind) {
    case 'payee':
      return `Payee is ${subject || 'not named'}`;
    case 'words':
      return `“${subject}” in the bank’s text`;
    case 'amount':
      return 'This exact amount';
    case 'amount_range':
      return 'An amount of about this size';
    case 'payee_amount':
      return 'An amount of about this size at this payee';
    case 'month':
      return 'This month of the year at this payee';
    case 'date':
      return 'The same day at this payee';
    case 'recent':
      return 'What this payee was last';
    case 'context':
      return subject.replace('=', ': ');
    default:
      return subject ? `Together: ${subject}` : 'Several of these together';
  }
}

function filterOf({ kind, subject }: ScoreTerm, categoryId: string): EvidenceFilter | null {
  if (kind === 'payee') return { payee: subject, categoryId };
  if (kind === 'words' && subject) return { word: subject, categoryId };
  if (kind === 'context') {
    const cut = subject.indexOf('=');
    return { context: { key: subject.slice(0, cut), value: subject.slice(cut + 1) }, categoryId };
  }
  return null;
}

function toAlternative(
  alternative: { categoryId: string; probability: number },
  { payeeShares, payeeName, nameOf }: PredictionToExplain,
): Alternative {
  const { categoryId, probability } = alternative;
  const seen = payeeShares.reduce((total, share) => total + share.count, 0);
  const matching = payeeShares.find((share) => share.categoryId === categoryId)?.count ?? 0;
  const name = nameOf(categoryId);
  const reason =
    matching > 0
      ? `${matching} of ${seen} at ${payeeName} were ${name}`
      : `never yet at ${payeeName || 'this payee'}`;
  return { prediction: categoryId, probability, reason };
}

function uncertaintiesOf({
  payeeShares,
  payeeName,
  alternatives,
  categoryId,
  nameOf,
}: PredictionToExplain): string[] {
  const sources: string[] = [];
  const seen = payeeShares.reduce((total, share) => total + share.count, 0);
  const name = payeeName || 'This payee';
  if (seen === 0) sources.push(`${name} was never seen before.`);
  else if (seen < 5) sources.push(`${name} was seen ${seen === 1 ? 'once' : `${seen} times`} only.`);
  const top = payeeShares[0];
  if (top && seen >= 2 && top.count / seen < 0.8) {
    const shares = payeeShares.slice(0, 3).map((share) => `${nameOf(share.categoryId)} ${share.count}`);
    sources.push(`${name} is mixed: ${shares.join(', ')} of ${seen}.`);
  }
  const second = alternatives.find((alternative) => alternative.categoryId !== categoryId);
  if (second && second.probability > 0.2) {
    sources.push(
      `${nameOf(second.categoryId)} is nearly as likely: ${Math.round(second.probability * 100)} %.`,
    );
  }
  return sources;
}
