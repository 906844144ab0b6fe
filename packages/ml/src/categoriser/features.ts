import { countContexts, ROW_CONTEXTS } from './columns.ts';
import { hashText, mix } from './hashing.ts';
import { findHistory } from './history.ts';
import { AMOUNT_SELECTORS, PAYEE_SELECTORS, type Categoriser } from './model.ts';
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

/** Lower case with single spaces; depends on no locale. */
export function normalise(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}

/** Hashes a row into its contexts. O(contexts). */
export function extractFeatures(model: Categoriser, row: CategoriserRow): Features {
  const { columns, payees } = model;
  const payee = normalise(row.payee);
  const text = row.memo === '' ? payee : `${payee} ${normalise(row.memo)}`;
  const words = text.split(' ');
  const p = hashText(payee, 1);
  const f1 = hashText(words[0] ?? '', 2);
  const f2 = mix(f1, hashText(words[1] ?? '', 2));
  const w2 = hashText(words[1] ?? '', 3);
  const lw = hashText(words[words.length - 1] ?? '', 4);
  const pw = hashText(text.replace(/[^\p{L} ]/gu, ''), 5);
  const x5 = hashText(text.slice(0, 5), 6);
  const sign = row.amount < 0 ? -1 : 1;
  const logAmount = Math.log(1 + Math.abs(row.amount) / 100);
  const coarse = sign * Math.round(2 * logAmount);
  const ab = mix(coarse, 7);
  const abf = mix(sign * Math.round(6 * logAmount), 8);
  const ax = mix(mix(row.amount | 0, Math.trunc(row.amount / 4294967296)), 9);
  const month = hashText(row.date.slice(5, 7), 10);
  const date = hashText(row.date, 11);
  const payeeSlot = findHistory(payees, p);
  const h1 = mix(payeeSlot < 0 ? -1 : (payees.last[payeeSlot * 3] ?? -1), 12);
  const h2 = mix(payeeSlot < 0 ? -1 : (payees.last[payeeSlot * 3 + 1] ?? -1), 13);
  const h3 = mix(payeeSlot < 0 ? -1 : (payees.last[payeeSlot * 3 + 2] ?? -1), 14);
  const h12 = mix(h1, h2);
  const pab = mix(p, ab);
  features.contextCount = countContexts(columns.length);
  if (features.keys.length < features.contextCount) features.keys = new Int32Array(features.contextCount);
  const { keys, subjects, columnKeys } = features;
  const values = [
    p,
    pab,
    mix(p, abf),
    mix(p, ax),
    mix(p, month),
    mix(p, date),
    f2,
    mix(f2, ab),
    f1,
    mix(f1, ab),
  ];
  values.push(ax, abf, pw, lw, x5, w2, mix(p, h12), mix(h12, h3), mix(h1, ab), mix(f2, h1));
  for (let context = 0; context < ROW_CONTEXTS; context++)
    keys[context] = mix(values[context] ?? 0, 101 + context);
  subjects[SUBJECT_PAYEE] = mix(p, 21);
  subjects[SUBJECT_WORD] = mix(f1, 22);
  subjects[SUBJECT_AMOUNT] = mix(ax, 23);
  let all = 31;
  for (let column = 0; column < columns.length; column++) {
    const name = columns[column] ?? '';
    const value = mix(hashText(row.context[name] ?? '', 15), column);
    columnKeys[column] = value;
    subjects[SUBJECT_COLUMN + column] = mix(value, 24);
    all = mix(all, value);
  }
  let at = ROW_CONTEXTS;
  const put = (hash: number) => {
    keys[at] = mix(hash, 101 + at);
    at += 1;
  };
  if (columns.length < 3) keys.fill(0, at, at + 3);
  else for (const other of [0, p, pab]) put(mix(all, other));
  at = ROW_CONTEXTS + 3;
  for (let column = 0; column < columns.length; column++) {
    const c = columnKeys[column] ?? 0;
    const slot = findHistory(model.columnValues, c);
    const before =
      slot < 0
        ? -1
        : mix(model.columnValues.last[slot * 3] ?? -1, model.columnValues.last[slot * 3 + 1] ?? -1);
    for (const other of [0, p, f2, f1, ab, ax, pab, h1, date, before]) put(mix(c, other));
    for (let earlier = 0; earlier < column; earlier++) {
      const pair = mix(c, columnKeys[earlier] ?? 0);
      for (const other of [0, p, ab]) put(mix(pair, other));
    }
  }
  features.payeeKey = p;
  features.payeeSlot = payeeSlot;
  features.payeeSelector = p & (PAYEE_SELECTORS - 1);
  features.amountSelector = (coarse + AMOUNT_SELECTORS / 2) & (AMOUNT_SELECTORS - 1);
  features.columnSelector = columns.length === 0 ? 0 : (columnKeys[columns.length - 1] ?? 0) & 255;
  features.words = words;
  return features;
}
