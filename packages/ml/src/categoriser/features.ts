import { ALL_COLUMNS_CONTEXTS, countContexts } from './columns.ts';
import { consult } from './experts.ts';
import { hashText, mix } from './hashing.ts';
import { findHistory } from './history.ts';
import { AMOUNT_SELECTORS, PAYEE_SELECTORS, type Categoriser } from './model.ts';
import { hashRow, type RowHashes } from './row-hashes.ts';
import type { CategoriserRow } from './row.ts';

/** What a row hashes to. Reused: valid until the next call. */
export interface Features {
  contextCount: number;
  keys: Int32Array;
  payeeKey: number;
  payeeSlot: number;
  columnKeys: Int32Array;
  /** Subjects of the exact counts: payee, first word, amount, then the columns' values. */
  subjects: Int32Array;
  payeeSelector: number;
  amountSelector: number;
  columnSelector: number;
  words: string[];
}

export const SUBJECT_PAYEE = 0;
export const SUBJECT_WORD = 1;
export const SUBJECT_AMOUNT = 2;
export const SUBJECT_COLUMN = 3;

const features: Features = {
  ...{
    contextCount: 0,
    keys: new Int32Array(256),
    payeeKey: 1,
    payeeSlot: -1,
    columnKeys: new Int32Array(8),
  },
  subjects: new Int32Array(SUBJECT_COLUMN + 8),
  ...{ payeeSelector: 0, amountSelector: 0, columnSelector: 0, words: [] },
};

/** Hashes a row into its contexts. O(contexts). */
export function extractFeatures(model: Categoriser, row: CategoriserRow): Features {
  const hashes = hashRow(row);
  const count = countContexts(model.columns.length);
  if (features.keys.length < count) features.keys = new Int32Array(count);
  features.contextCount = count;
  features.payeeKey = hashes.payee;
  features.payeeSlot = findHistory(model.payees, hashes.payee);
  features.payeeSelector = hashes.payee & (PAYEE_SELECTORS - 1);
  features.amountSelector = (hashes.coarseStep + AMOUNT_SELECTORS / 2) & (AMOUNT_SELECTORS - 1);
  features.words = hashes.words;
  features.subjects[SUBJECT_PAYEE] = mix(hashes.payee, 21);
  features.subjects[SUBJECT_WORD] = mix(hashes.firstWord, 22);
  features.subjects[SUBJECT_AMOUNT] = mix(hashes.exact, 23);
  fillRowContexts(model, hashes);
  fillColumnContexts(model, row, hashes);
  if (model.experts) {
    const payeeSeen = features.payeeSlot < 0 ? 0 : (model.payees.seen[features.payeeSlot] ?? 0);
    // Others' weights would be noise for a payee that was never seen.
    if (payeeSeen === 0) features.payeeSelector = 0;
    const { columnKeys } = features;
    const of = { hashes, date: row.date, columnKeys, columnCount: model.columns.length };
    consult(model.experts, { ...of, payeeSeen, labelCount: model.labels.length, contextCount: count });
  }
  return features;
}

/** The label that the payee had `back` rows ago, hashed. */
function hashEarlier({ payees }: Categoriser, back: number): number {
  const { payeeSlot } = features;
  return mix(payeeSlot < 0 ? -1 : (payees.last[payeeSlot * 3 + back] ?? -1), 12 + back);
}

let at = 0;

function put(hash: number): void {
  features.keys[at] = mix(hash, 101 + at);
  at += 1;
}

/** The order is that of `ROW_KINDS`. */
function fillRowContexts(model: Categoriser, hashes: RowHashes): void {
  const { payee, coarse, fine, exact, firstWord, firstTwo } = hashes;
  const last = hashEarlier(model, 0);
  const lastTwo = mix(last, hashEarlier(model, 1));
  at = 0;
  put(payee);
  put(mix(payee, coarse));
  put(mix(payee, fine));
  put(mix(payee, exact));
  put(mix(payee, hashes.month));
  put(mix(payee, hashes.date));
  put(firstTwo);
  put(mix(firstTwo, coarse));
  put(firstWord);
  put(mix(firstWord, coarse));
  put(exact);
  put(fine);
  put(hashes.letters);
  put(hashes.lastWord);
  put(hashes.firstFive);
  put(hashes.secondWord);
  put(mix(payee, lastTwo));
  put(mix(lastTwo, hashEarlier(model, 2)));
  put(mix(last, coarse));
  put(mix(firstTwo, last));
  put(mix(firstWord, exact));
}

function fillColumnContexts(model: Categoriser, row: CategoriserRow, hashes: RowHashes): void {
  const { columns } = model;
  const { columnKeys, subjects, keys } = features;
  const { payee, coarse } = hashes;
  let all = 31;
  for (let column = 0; column < columns.length; column++) {
    const value = mix(hashText(row.context[columns[column] ?? ''] ?? '', 15), column);
    columnKeys[column] = value;
    subjects[SUBJECT_COLUMN + column] = mix(value, 24);
    all = mix(all, value);
  }
  features.columnSelector = columns.length === 0 ? 0 : (columnKeys[columns.length - 1] ?? 0) & 255;
  if (columns.length < 3) {
    // One column, or two, are already among the contexts below.
    keys.fill(0, at, at + ALL_COLUMNS_CONTEXTS);
    at += ALL_COLUMNS_CONTEXTS;
  } else {
    put(mix(all, 0));
    put(mix(all, payee));
    put(mix(all, mix(payee, coarse)));
  }
  const last = hashEarlier(model, 0);
  for (let column = 0; column < columns.length; column++) {
    const value = columnKeys[column] ?? 0;
    fillContextsOf(value, hashes, { last, before: hashBefore(model, value) });
    for (let earlier = 0; earlier < column; earlier++) {
      const pair = mix(value, columnKeys[earlier] ?? 0);
      put(mix(pair, 0));
      put(mix(pair, payee));
      put(mix(pair, coarse));
    }
  }
}

function fillContextsOf(
  value: number,
  hashes: RowHashes,
  { last, before }: { last: number; before: number },
): void {
  put(mix(value, 0));
  put(mix(value, hashes.payee));
  put(mix(value, hashes.firstTwo));
  put(mix(value, hashes.firstWord));
  put(mix(value, hashes.coarse));
  put(mix(value, hashes.exact));
  put(mix(value, mix(hashes.payee, hashes.coarse)));
  put(mix(value, last));
  put(mix(value, hashes.date));
  put(mix(value, before));
}

/** The last two labels of a column's value, hashed. */
function hashBefore({ columnValues }: Categoriser, value: number): number {
  const slot = findHistory(columnValues, value);
  return slot < 0 ? -1 : mix(columnValues.last[slot * 3] ?? -1, columnValues.last[slot * 3 + 1] ?? -1);
}
