import { formatAmount } from '@steward/core/money';
import type { ReviewDetail, ReviewItem } from '@steward/core/review';
import { paint, plain, type Terminal } from '../output/index.ts';

export interface Choice {
  categoryId: string;
  name: string;
  probability: number;
}

const MOST = 5;

/** What an item suggests; null when the decision abstained. */
export function suggestionOf(item: ReviewItem): Choice | null {
  const { categoryId, categoryName, confidence, outcomeReason } = item;
  if (outcomeReason.code !== 'no_rule') return null;
  if (categoryId === null || categoryName === null || confidence === null) return null;
  return { categoryId, name: categoryName, probability: confidence };
}

/** What one key chooses: the likeliest categories, the prediction first. */
export function choicesOf({ explanation }: ReviewDetail, names: ReadonlyMap<string, string>): Choice[] {
  if (explanation === null) return [];
  const first = { prediction: explanation.prediction, probability: explanation.confidence };
  return [first, ...explanation.alternatives]
    .flatMap(({ prediction, probability }) => {
      // A category may have been merged away since.
      const name = names.get(prediction);
      return name === undefined ? [] : [{ categoryId: prediction, name, probability }];
    })
    .slice(0, MOST);
}

export function moneyOf({ amountMinor, currency }: Pick<ReviewItem, 'amountMinor' | 'currency'>): string {
  return `${formatAmount({ amountMinor, currency })} ${currency}`;
}

/** An item in full: what it is, what is suggested, how sure Steward is, why, and the choices. */
export function describeItem(
  item: ReviewDetail,
  choices: readonly Choice[],
  terminal: Pick<Terminal, 'hasColour'>,
): string[] {
  const suggestion = suggestionOf(item);
  const memo = item.importedMemo ? `, ${plain(item.importedMemo)}` : '';
  return [
    '',
    `${paint(terminal, 'bold', plain(item.payeeName))}  ${moneyOf(item)}  ${item.date}`,
    paint(terminal, 'dim', `${plain(item.importedPayee)}${memo} · ${plain(item.accountName)}`),
    suggestion === null
      ? `No suggestion: ${item.outcomeReason.message}`
      : `Suggested: ${plain(suggestion.name)}, ${suggestion.probability.toFixed(3)}`,
    ...(item.explanation?.mainFactors ?? []).slice(0, MOST).map(({ term, evidence }) => {
      const sign = term < 0 ? '−' : '+';
      return `  ${sign}${Math.abs(term).toFixed(2).padStart(5)}  ${plain(evidence.text)}`;
    }),
    ...choices.map(
      ({ name, probability }, index) => `  ${index + 1}  ${plain(name)}  ${probability.toFixed(3)}`,
    ),
  ];
}
