import { DomainError } from '../errors/index.ts';
import { levelOfConfidence } from './confidence.ts';
import type {
  Alternative,
  DecisionOutcome,
  EvidenceFilter,
  Explanation,
  Factor,
} from './decisions.schema.ts';

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
  outcome: DecisionOutcome;
  base: number;
  score: number;
  terms: readonly ScoreTerm[];
  alternatives: readonly { categoryId: string; probability: number }[];
  payeeName: string;
  /** How often the payee was labelled; null where that is not held. */
  payeeSeen: number | null;
  payeeShares: readonly { categoryId: string; count: number }[];
  nameOf: (categoryId: string) => string;
}

/** How far base plus terms may be from the score. */
const EXACTNESS = 1e-9;
/** Terms without counts below this share of all are one factor. */
const SMALL_SHARE = 0.05;
/** Below this a category is no alternative worth the name. */
const LEAST_PROBABILITY = 0.005;

/**
 * Puts a prediction into words.
 *
 * @throws DomainError `explanation_not_exact` when base plus terms is not the score: such an
 * explanation is never stored.
 */
export function explainPrediction(prediction: PredictionToExplain): Explanation {
  const { base, score, categoryId, confidence, nameOf } = prediction;
  const absolute = prediction.terms.reduce((total, term) => total + Math.abs(term.contribution), 0);
  const terms = gatherSmall(prediction.terms, SMALL_SHARE * absolute);
  const sum = terms.reduce((total, term) => total + term.contribution, base);
  if (!(Math.abs(sum - score) < EXACTNESS)) {
    const message = `The explanation adds up to ${sum}, the score is ${score}.`;
    throw new DomainError({ code: 'internal', reason: 'explanation_not_exact', message });
  }
  // Keys in order here and below: an explanation is hashed, and is canonical JSON as it stands.
  return {
    alternatives: prediction.alternatives
      .filter((one) => one.categoryId !== categoryId && one.probability >= LEAST_PROBABILITY)
      .map((alternative) => toAlternative(alternative, prediction)),
    base,
    confidence,
    mainFactors: terms.map((term) => toFactor(term, absolute, nameOf(categoryId))),
    prediction: categoryId,
    recommendedAction: recommend(prediction),
    score,
    uncertaintySource: uncertaintiesOf(prediction),
    version: 1,
  };
}

/** Makes one term of those that are small and have no counts to show; what they add stays the same. */
function gatherSmall(terms: readonly ScoreTerm[], small: number): readonly ScoreTerm[] {
  const isSmall = (term: ScoreTerm) => term.total === null && Math.abs(term.contribution) < small;
  const gathered = terms.filter(isSmall);
  if (gathered.length < 2) return terms;
  const contribution = gathered.reduce((total, term) => total + term.contribution, 0);
  const rest = { kind: 'rest', subject: '', contribution, matching: null, total: null };
  return [...terms.filter((term) => !isSmall(term)), rest];
}

function recommend({ confidence, outcome }: PredictionToExplain): Explanation['recommendedAction'] {
  if (outcome === 'abstained') return 'choose';
  const level = levelOfConfidence(confidence);
  if (level === 'very_high' || level === 'high') return 'accept';
  return level === 'medium' ? 'review' : 'choose';
}

function toFactor(term: ScoreTerm, absolute: number, categoryName: string): Factor {
  const { contribution } = term;
  const counts = countsOf(term);
  return {
    contribution: absolute === 0 ? 0 : round(contribution / absolute, 4),
    evidence: {
      counts,
      text: counts
        ? `${counts.matching} of ${counts.total} were ${categoryName}`
        : 'several observations together',
    },
    factor: nameFactor(term),
    term: contribution,
  };
}

function countsOf(term: ScoreTerm): Factor['evidence']['counts'] {
  const { matching, total } = term;
  const filter = filterOf(term);
  return filter === null || matching === null || total === null ? null : { filter, matching, total };
}

function nameFactor({ kind, subject }: ScoreTerm): string {
  switch (kind) {
    case 'payee':
      return `Payee is ${subject || 'not named'}`;
    case 'words':
      return `The word ${subject} in the bank's text`;
    case 'amount':
      return 'This exact amount';
    case 'amount_range':
      return 'An amount of about this size';
    case 'payee_amount':
      return 'An amount of about this size at this payee';
    case 'month':
      return 'This month of the year at this payee';
    case 'recent':
      return 'What this payee was last, or that it is new';
    case 'rest':
      return 'Everything else, each of it small';
    case 'wording':
      return "How the bank's text is worded";
    case 'similar':
      return 'What transactions like this one were';
    case 'context':
      return subject.replace('=', ': ');
    default:
      return subject ? `Together: ${subject}` : 'Several of these together';
  }
}

function filterOf({ kind, subject }: ScoreTerm): EvidenceFilter | null {
  if (kind === 'payee') return { payee: subject };
  if (kind === 'words' && subject) return { word: subject };
  if (kind === 'amount') return { amountMinor: Number(subject) };
  if (kind === 'context') {
    const cut = subject.indexOf('=');
    return { context: { key: subject.slice(0, cut), value: subject.slice(cut + 1) } };
  }
  return null;
}

function toAlternative(
  alternative: { categoryId: string; probability: number },
  prediction: PredictionToExplain,
): Alternative {
  const { payeeShares, payeeName, nameOf } = prediction;
  const { categoryId } = alternative;
  const seen = timesSeen(prediction);
  const matching = payeeShares.find((share) => share.categoryId === categoryId)?.count ?? 0;
  const name = nameOf(categoryId);
  const probability = round(alternative.probability, 6);
  const reason =
    matching > 0
      ? `${matching} of ${seen} at ${payeeName} were ${name}`
      : `never yet at ${payeeName || 'this payee'}`;
  return { prediction: categoryId, probability, reason };
}

function timesSeen({ payeeSeen, payeeShares }: PredictionToExplain): number {
  return payeeSeen ?? payeeShares.reduce((total, share) => total + share.count, 0);
}

function uncertaintiesOf(prediction: PredictionToExplain): string[] {
  const { payeeShares, payeeName, alternatives, categoryId, nameOf } = prediction;
  const sources: string[] = [];
  const seen = timesSeen(prediction);
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

function round(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals;
}
