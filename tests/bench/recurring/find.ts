import { FALSE_SHARE, findRecurring, type FoundStream } from '@steward/api/recurring';
import { leastEvidence } from '@steward/ml/statistics';

/** A payment of a ledger; what is not known of a real one is null. */
export interface Payment {
  payee: string;
  date: string;
  amountMinor: number;
  /** The stream that it was made for. */
  stream: string | null;
}

export interface Found extends Omit<FoundStream, 'payments'> {
  payee: string;
  payments: Payment[];
}

interface Search {
  found: Found[];
  tested: { even: number; uneven: number };
}

/** Everything that could be a stream, payee by payee. */
export function searchLedger(payments: readonly Payment[]): Search {
  const search: Search = { found: [], tested: { even: 0, uneven: 0 } };
  for (const [payee, all] of Map.groupBy(payments, (payment) => payment.payee)) {
    const list = all.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)).slice(-5_000);
    const transactions = list.map(({ date, amountMinor }, index) => ({
      ...{ id: String(index), payeeId: payee, accountId: 'account', currency: 'GBP', date, amountMinor },
    }));
    const { streams, tested } = findRecurring(transactions);
    search.tested.even += tested.even;
    search.tested.uneven += tested.uneven;
    for (const stream of streams) {
      const ofStream = stream.payments.flatMap(({ transactionId }) => list[Number(transactionId)] ?? []);
      search.found.push({ ...stream, payee, payments: ofStream });
    }
  }
  return search;
}

/** Those that are shown. */
export function keepFound({ found, tested }: Search): Found[] {
  return ([true, false] as const).flatMap((isEven) => {
    const some = found.filter((stream) => stream.isEven === isEven);
    const least = leastEvidence(
      some.map(({ logEvidence }) => logEvidence),
      { tests: isEven ? tested.even : tested.uneven, rate: FALSE_SHARE },
    );
    return some.filter(({ logEvidence }) => logEvidence >= least);
  });
}
