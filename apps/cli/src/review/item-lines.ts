import { formatAmount } from '@steward/core/money';
import type { ReviewDetail, ReviewItem } from '@steward/core/review';
import { paint, plain, type Terminal } from '../output/index.ts';

export interface Choice {
  categoryId: string;
  name: string;
  /** null for a category that the model did not think of. */
  probability: number | null;
}

const MOST = 5;

/** What an item suggests; null when the decision abstained. */
export function suggestionOf(item: ReviewItem): Choice | null {
  const { categoryId, categoryName, confidence, outcomeReason } = item;
  const isDefault = outcomeReason.code === 'payee_default' || outcomeReason.code === 'payee_auto';
  if (!isDefault && (outcomeReason.code !== 'no_rule' || confidence === null)) return null;
  if (categoryId === null || categoryName === null) return null;
  return { categoryId, name: categoryName, probability: confidence };
}

/** What one key chooses: the likeliest categories first, then others by name. */
export function choicesOf({ explanation }: ReviewDetail, names: ReadonlyMap<string, string>): Choice[] {
  const likely = new Map<string, number | null>();
  if (explanation !== null) likely.set(explanation.prediction, explanation.confidence);
  for (const { prediction, probability } of explanation?.alternatives ?? [])
    likely.set(prediction, probability);
  const others = [...names].sort(([, a], [, b]) => (a < b ? -1 : 1));
  for (const [categoryId] of others) if (!likely.has(categoryId)) likely.set(categoryId, null);
  return [...likely]
    .flatMap(([categoryId, probability]) => {
      // A category may have been merged away since.
      const name = names.get(categoryId);
      return name === undefined ? [] : [{ categoryId, name, probability }];
    })
    .slice(0, MOST);
}

function chanceIn({ probability }: Choice): string {
  return probability === null ? '' : `, ${probability.toFixed(3)}`;
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
      : `Suggested: ${plain(suggestion.name)}${chanceIn(suggestion)}`,
    ...(item.outcomeReason.code === 'payee_default' ? [plain(item.outcomeReason.message)] : []),
    ...(item.explanation?.mainFactors ?? []).slice(0, MOST).map(({ term, factor, evidence }) => {
      const sign = term < 0 ? '−' : '+';
      return `  ${sign}${Math.abs(term).toFixed(2).padStart(5)}  ${plain(factor)}: ${plain(evidence.text)}`;
    }),
    ...choices.map(
      ({ name, probability }, index) =>
        `  ${index + 1}  ${plain(name)}${probability === null ? '' : `  ${probability.toFixed(3)}`}`,
    ),
  ];
}
