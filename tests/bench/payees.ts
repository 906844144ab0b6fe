import { namePayee, normalisePayee } from '@steward/core/payees';
import { report, type Figure } from './bench.ts';
import { readTransactions, requireTransactions, transactionSets } from './transactions.ts';

// What taking off card numbers, references and processors from imported names does: fewer payees, and whether those are
// still one thing each. Beside it, as the baseline, names in one case and spacing alone.

requireTransactions();
const figures: Figure[] = [];
for (const set of transactionSets) {
  const rows = await readTransactions(set);
  const names = new Map<string, string>();
  const cleaned = rows.map(({ row }) => {
    const known = names.get(row.payee);
    if (known !== undefined) return known;
    const name = normalisePayee(namePayee(row.payee, []).name);
    names.set(row.payee, name);
    return name;
  });
  const labels = rows.map(({ label }) => label);
  const [before, after] = [
    judge(
      rows.map(({ row }) => normalisePayee(row.payee)),
      labels,
    ),
    judge(cleaned, labels),
  ];
  const add = (id: string, of: (judged: Judged) => number, about: Pick<Figure, 'unit' | 'better'>) =>
    figures.push({
      ...{ id: `${set.name}.${id}`, value: of(after), ...about },
      ...{ baseline: of(before), baselineName: 'one case, one spacing', n: rows.length },
    });
  add('payees', ({ payees }) => payees, { unit: 'payees', better: 'lower' });
  add('seenBefore', ({ seenBefore }) => seenBefore, { unit: 'share of rows', better: 'higher' });
  add('largestCategory', ({ largest }) => largest, { unit: 'share of rows', better: 'higher' });
  add('lastCategoryRight', ({ lastRight }) => lastRight, { unit: 'share of rows', better: 'higher' });
}
report('payees', figures);

interface Judged {
  payees: number;
  /** Rows whose payee was seen in an earlier row. */
  seenBefore: number;
  /** Rows that have their payee's most frequent category; 1 where no payee mixes any. */
  largest: number;
  /** Rows that have the category of their payee's row before; none for a payee's first. */
  lastRight: number;
}

function judge(payees: readonly string[], labels: readonly string[]): Judged {
  const counts = new Map<string, Map<string, number>>();
  const last = new Map<string, string>();
  let [seen, right] = [0, 0];
  payees.forEach((payee, index) => {
    const label = labels[index] ?? '';
    if (last.has(payee)) seen += 1;
    if (last.get(payee) === label) right += 1;
    last.set(payee, label);
    const ofPayee = counts.get(payee) ?? new Map<string, number>();
    counts.set(payee, ofPayee.set(label, (ofPayee.get(label) ?? 0) + 1));
  });
  let inLargest = 0;
  for (const ofPayee of counts.values()) inLargest += Math.max(...ofPayee.values());
  const n = payees.length;
  return { payees: counts.size, seenBefore: seen / n, largest: inLargest / n, lastRight: right / n };
}
