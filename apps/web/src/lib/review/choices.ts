import type { ReviewDetail } from '@steward/core/review';
import { suggestionOf } from './suggestion.ts';

export interface Choice {
  categoryId: string;
  name: string;
  reason: string;
  probability: number;
}

const MOST = 4;

/** What can be chosen with one key: the suggestion first, then the likeliest others. */
export function choicesOf(item: ReviewDetail, names: ReadonlyMap<string, string>): Choice[] {
  const { explanation } = item;
  if (explanation === null) return [];
  const first = {
    categoryId: explanation.prediction,
    probability: explanation.confidence,
    reason: suggestionOf(item) === null ? 'likeliest, but too unsure to suggest' : 'the suggestion',
  };
  const others = explanation.alternatives.map(({ prediction, ...rest }) => ({
    ...rest,
    categoryId: prediction,
  }));
  return [first, ...others].slice(0, MOST).flatMap((choice) => {
    // A category may have been merged away since.
    const name = names.get(choice.categoryId);
    return name === undefined ? [] : [{ ...choice, name }];
  });
}
