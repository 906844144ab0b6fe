import type { PayeeDetail } from '@steward/core/payees';

type Month = PayeeDetail['months'][number];

/** Months with the length of each one's bar: its share of the largest sum in its currency, 0..1. */
export function monthBars(months: readonly Month[]): (Month & { share: number })[] {
  const largest = new Map<string, number>();
  for (const { currency, amountMinor } of months) {
    largest.set(currency, Math.max(largest.get(currency) ?? 0, Math.abs(amountMinor)));
  }
  return months.map((month) => {
    const most = largest.get(month.currency) ?? 0;
    return { ...month, share: most === 0 ? 0 : Math.abs(month.amountMinor) / most };
  });
}
