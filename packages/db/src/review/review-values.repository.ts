import { valueOfReview } from '@steward/core/review';
import { and, eq, inArray } from 'drizzle-orm';
import type { WriteTx } from '../client/index.ts';
import { alikeKey } from './review.repository.ts';
import { reviewItem } from './review.table.ts';

/** Recomputes what answers are worth where the number of items alike changed. */
export async function refreshReviewValues(tx: WriteTx, payeeIds: readonly string[]): Promise<void> {
  for (let start = 0; start < payeeIds.length; start += 200) {
    const rows = await tx.orm
      .select({
        transactionId: reviewItem.transactionId,
        payeeId: reviewItem.payeeId,
        categoryId: reviewItem.categoryId,
        confidence: reviewItem.confidence,
        amountMinor: reviewItem.amountMinor,
        value: reviewItem.value,
      })
      .from(reviewItem)
      .where(
        and(inArray(reviewItem.payeeId, payeeIds.slice(start, start + 200)), eq(reviewItem.state, 'waiting')),
      );
    const alike = new Map<string, number>();
    for (const row of rows) alike.set(alikeKey(row), (alike.get(alikeKey(row)) ?? 0) + 1);
    const changed = rows.flatMap((row) => {
      const value = valueOfReview({ ...row, settles: (alike.get(alikeKey(row)) ?? 1) - 1 });
      return value === row.value ? [] : [{ value, transactionId: row.transactionId }];
    });
    await setReviewValues(tx, changed);
  }
}

async function setReviewValues(
  tx: WriteTx,
  values: readonly { value: number; transactionId: string }[],
): Promise<void> {
  for (let start = 0; start < values.length; start += 500) {
    const chunk = values.slice(start, start + 500);
    await tx.execute(
      `with changed(transaction_id, value) as (values ${chunk.map(() => '(?,?)').join(',')})
       update review_item set value = changed.value from changed
       where review_item.transaction_id = changed.transaction_id`,
      chunk.flatMap(({ transactionId, value }) => [transactionId, value]),
    );
  }
}
