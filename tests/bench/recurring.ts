import { FALSE_SHARE } from '@steward/api/recurring';
import { report, type Figure } from './bench.ts';
import { keepFound, searchLedger, type Payment } from './recurring/find.ts';
import { generateLedger } from './recurring/generated-ledger.ts';
import { readPayments } from './recurring/real-ledger.ts';
import { printSample } from './recurring/sample.ts';
import { scoreForecasts } from './recurring/score-forecasts.ts';
import { scoreStreams } from './recurring/score-streams.ts';
import { findByThresholds } from './recurring/thresholds.ts';
import { hasTransactions, transactionSets } from './transactions.ts';

// How many of the streams that are shown are streams, and how many streams are found: on made-up households whose truth is
// known, beside the heap of thresholds that is usual elsewhere, measured on the same ledgers; and what is found in three
// real ledgers, with a sample for a person to judge: `npm run bench -- recurring 50` prints 50 of each.

const SEEDS = [1, 2, 3, 4, 5];
const HOUSEHOLDS = 20;

const figures: Figure[] = [];
const ledgers = SEEDS.map((seed) => generateLedger(seed, HOUSEHOLDS));
const startedAt = performance.now();
const found = ledgers.map(({ payments }) => keepFound(searchLedger(payments)));
const seconds = (performance.now() - startedAt) / 1000;
const payments = ledgers.reduce((sum, ledger) => sum + ledger.payments.length, 0);
figures.push(...scoreStreams(ledgers, found, ledgers.map(findByThresholds)));
figures.push(...scoreForecasts(ledgers));
figures.push({
  id: 'recurring.speed',
  value: payments / seconds,
  unit: 'payments/s',
  better: 'higher',
  n: payments,
});

if (hasTransactions()) {
  for (const set of transactionSets) {
    const rows: Payment[] = await readPayments(set);
    const began = performance.now();
    const streams = keepFound(searchLedger(rows));
    const took = (performance.now() - began) / 1000;
    const n = rows.length;
    figures.push(
      { id: `recurring.${set.name}.streams`, value: streams.length, unit: 'streams', better: 'higher', n },
      { id: `recurring.${set.name}.seconds`, value: took, unit: 's', better: 'lower', n },
    );
    printSample(set.name, streams, Number(process.argv[2] ?? 0));
  }
} else {
  process.stdout.write('The real ledgers are not here; only made-up ones were searched.\n');
}
process.stdout.write(`Streams are shown with a share of false ones of ${FALSE_SHARE} at most, on average.\n`);
report('recurring', figures);
