import { normalisePayee } from '@steward/core/payees';
import { createCategoriser, learn, predict } from '@steward/ml/categoriser';
import type { LabelledRow } from '@steward/ml/evaluation';
import type { Figure } from '../bench.ts';
import type { TransactionSet } from '../transactions.ts';
import { kindOfPayee } from './brand-kinds.ts';

const ROWS = 500;
/** Starts of a workspace all over the file: the first rows tell little by themselves. */
const STARTS = 20;
const KIND = 'kindOfShop';

interface Way {
  contextColumns: readonly string[];
  /** Of these, new payees get the one whose name has a word of their kind of shop. */
  categories?: readonly string[];
}

interface Score {
  right: number;
  n: number;
  newRight: number;
  newN: number;
}

interface ColdStart {
  set: TransactionSet;
  rows: readonly LabelledRow[];
  kinds: ReadonlyMap<string, string>;
}

/**
 * What the kind of shop of a payee's brand, and the merchant category code where the file has one, bring to the first 500
 * rows of a workspace: each row predicted by the model of the server, then learned.
 */
export function measureColdStarts({ set: { name: setName, columns }, rows, kinds }: ColdStart): Figure[] {
  const withKind = rows.map(({ row, label }) => ({
    label,
    row: { ...row, context: { ...row.context, [KIND]: kindOfPayee(kinds, row.payee) } },
  }));
  const first = withKind.slice(0, ROWS);
  const known = first.filter(({ row }) => row.context[KIND] !== '').length / ROWS;
  const others = columns.filter((column) => column !== 'mcc');
  const compare = (id: string, way: Way, base: readonly string[]) =>
    compareWays(`${setName}.${id}`, withKind, { way, base: { contextColumns: base } });
  return [
    { id: `${setName}.brandKnown`, value: known, unit: 'share of rows', better: 'higher', n: ROWS },
    ...compare('kindOfShop', { contextColumns: [KIND] }, []),
    ...compare('kindInCategory', { contextColumns: [], categories: categoriesOf(rows) }, []),
    ...(others.length > 0
      ? compare('kindOfShopAndColumns', { contextColumns: [...others, KIND] }, others)
      : []),
    ...(columns.includes('mcc')
      ? [
          ...compare('mcc', { contextColumns: ['mcc'] }, []),
          ...compare('mccAndColumns', { contextColumns: [...others, 'mcc'] }, others),
        ]
      : []),
  ];
}

const categoriesOf = (rows: readonly LabelledRow[]) => [...new Set(rows.map(({ label }) => label))];

function compareWays(
  id: string,
  rows: readonly LabelledRow[],
  { way, base }: { way: Way; base: Way },
): Figure[] {
  const [first, firstBase] = [runStarts(rows, way, 1), runStarts(rows, base, 1)];
  const [all, allBase] = [runStarts(rows, way, STARTS), runStarts(rows, base, STARTS)];
  const about = { unit: 'share of rows', better: 'higher', baselineName: 'without' } as const;
  const right = ({ right: count, n }: Score) => count / n;
  const newRight = ({ newRight: count, newN }: Score) => count / newN;
  return [
    { id: `${id}.first500`, value: right(first), baseline: right(firstBase), n: first.n, ...about },
    { id: `${id}.starts`, value: right(all), baseline: right(allBase), n: all.n, ...about },
    { id: `${id}.newPayees`, value: newRight(all), baseline: newRight(allBase), n: all.newN, ...about },
  ];
}

/** 500 rows from the start of the file, or from each of as many starts, every time by a new model. */
function runStarts(rows: readonly LabelledRow[], way: Way, starts: number): Score {
  const total: Score = { right: 0, n: 0, newRight: 0, newN: 0 };
  for (let start = 0; start < starts; start += 1) {
    const from = starts === 1 ? 0 : Math.floor((start * (rows.length - ROWS)) / (starts - 1));
    runStart(rows.slice(from, from + ROWS), way, total);
  }
  return total;
}

function runStart(rows: readonly LabelledRow[], { contextColumns, categories }: Way, total: Score): void {
  const model = createCategoriser({ contextColumns: [...contextColumns] });
  const seen = new Set<string>();
  for (const { row, label } of rows) {
    const payee = normalisePayee(row.payee);
    const isNew = !seen.has(payee);
    seen.add(payee);
    const byName = isNew && categories ? categoryOfKind(row.context[KIND] ?? '', categories) : null;
    const predicted = predict(model, row);
    const byModel = predicted.status !== 'predicted' ? null : predicted.label;
    const isRight = (byName ?? byModel) === label;
    total.n += 1;
    if (isRight) total.right += 1;
    if (isNew) total.newN += 1;
    if (isNew && isRight) total.newRight += 1;
    learn(model, row, label);
  }
}

/** The only category that shares the beginning of a word with the kind of shop; null for none or several. */
function categoryOfKind(kind: string, categories: readonly string[]): string | null {
  const stems = (text: string) =>
    (text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).map((word) => word.slice(0, 4));
  const wanted = stems(kind.split('/')[1] ?? '');
  const found = categories.filter((category) => stems(category).some((stem) => wanted.includes(stem)));
  return found.length === 1 ? (found[0] ?? null) : null;
}
