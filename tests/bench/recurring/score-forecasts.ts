import { dayNumber } from '@steward/core/calendar';
import { standingOf } from '@steward/core/recurring';
import type { Figure } from '../bench.ts';
import { keepFound, searchLedger } from './find.ts';
import type { GeneratedLedger } from './generated-ledger.ts';

/** The ledger is cut here: what is found before says what comes after. */
const CUT = '2025-06-30';

/** How often the next payment lay where it was said to lie, of streams whose next payment came. */
export function scoreForecasts(ledgers: readonly GeneratedLedger[]): Figure[] {
  const counts = { days: 0, daysHeld: 0, amounts: 0, amountsHeld: 0, daysOff: 0 };
  for (const { payments } of ledgers) {
    const before = payments.filter(({ date }) => date <= CUT);
    for (const { shape, payments: own } of keepFound(searchLedger(before))) {
      const id = own.at(-1)?.stream;
      const { next } = standingOf(shape, { endedOn: null }, CUT);
      const [came] = payments
        .filter(({ date, stream }) => stream !== null && stream === id && date > CUT)
        .sort((a, b) => (a.date < b.date ? -1 : 1));
      if (!next || !came) continue;
      const off = Math.abs(dayNumber(came.date) - dayNumber(next.date));
      if (next.dayReach.status === 'measured') {
        counts.days += 1;
        counts.daysOff += off;
        if (off <= next.dayReach.value) counts.daysHeld += 1;
      }
      if (next.amountReach.status === 'measured') {
        counts.amounts += 1;
        if (Math.abs(came.amountMinor - next.amountMinor) <= next.amountReach.value) counts.amountsHeld += 1;
      }
    }
  }
  const { days, daysHeld, amounts, amountsHeld, daysOff } = counts;
  return [
    {
      id: 'recurring.next_date.held',
      value: daysHeld / days,
      unit: 'share of .80',
      better: 'higher',
      n: days,
    },
    { id: 'recurring.next_date.off', value: daysOff / days, unit: 'days', better: 'lower', n: days },
    {
      ...{ id: 'recurring.next_amount.held', value: amountsHeld / amounts, unit: 'share of .80' },
      ...{ better: 'higher', n: amounts },
    },
  ];
}
