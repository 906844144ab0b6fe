import { dayNumber } from '@steward/core/calendar';
import {
  fillDue,
  proposeSchedules,
  shapeStream,
  surprisesOf,
  type DatedAmount,
  type Reach,
  type Schedule,
  type StreamShape,
} from '@steward/core/recurring';
import type { StreamTransaction } from '@steward/db/recurring';
import { conformalQuantile } from '@steward/ml/conformal';
import { findStreams } from '@steward/ml/periodicity';

/** How often the next payment may lie outside of what is said of it. */
const RISK = 0.2;

/** A stream as it was found, before it has an id. */
export interface FoundStream {
  accountId: string;
  currency: string;
  shape: StreamShape;
  logEvidence: number;
  isEven: boolean;
  /** By date. */
  payments: { transactionId: string; date: string; amountMinor: number }[];
}

/** The streams among the transactions of one payee, each account, currency and direction by itself. */
export function findRecurring(transactions: readonly StreamTransaction[]): {
  streams: FoundStream[];
  tested: { even: number; uneven: number };
} {
  const tested = { even: 0, uneven: 0 };
  const streams: FoundStream[] = [];
  for (const group of groupsOf(transactions)) {
    const found = findStreams(
      group.map(({ day, amountMinor }) => ({ day, size: Math.abs(amountMinor) })),
      proposeSchedules,
    );
    tested.even += found.tested.even;
    tested.uneven += found.tested.uneven;
    const taken = new Set(found.streams.flatMap(({ members }) => members));
    let free = group.filter((_, index) => !taken.has(index));
    for (const { rhythm, members, logEvidence, isEven } of found.streams) {
      const payments = fillDue(
        { schedule: rhythm, payments: members.flatMap((index) => group[index] ?? []) },
        free,
      );
      free = free.filter((one) => !payments.includes(one));
      streams.push({ ...toFound(payments, rhythm), logEvidence, isEven });
    }
  }
  return { streams, tested };
}

type Dated = StreamTransaction & DatedAmount;

function groupsOf(transactions: readonly StreamTransaction[]): Dated[][] {
  const keyOf = ({ accountId, currency, amountMinor }: StreamTransaction) =>
    `${accountId} ${currency} ${Math.sign(amountMinor)}`;
  const dated = transactions
    .filter(({ amountMinor }) => amountMinor !== 0)
    .map((transaction) => ({ ...transaction, day: dayNumber(transaction.date) }));
  return [...Map.groupBy(dated, keyOf).values()];
}

function toFound(
  payments: readonly Dated[],
  schedule: Schedule,
): Omit<FoundStream, 'logEvidence' | 'isEven'> {
  const [first] = payments;
  const surprises = surprisesOf(schedule, payments);
  return {
    accountId: first?.accountId ?? '',
    currency: first?.currency ?? '',
    shape: shapeStream({
      ...{ schedule, payments },
      dayReach: reachOf(surprises.days),
      amountReach: reachOf(surprises.amounts),
    }),
    payments: payments.map(({ id, date, amountMinor }) => ({ transactionId: id, date, amountMinor })),
  };
}

function reachOf(surprises: readonly number[]): Reach {
  const value = conformalQuantile(surprises, RISK);
  return typeof value === 'number' ? { status: 'measured', value, n: surprises.length } : value;
}
