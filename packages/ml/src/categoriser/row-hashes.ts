import { hashText, mix } from './hashing.ts';
import type { CategoriserRow } from './row.ts';

/** What a row alone hashes to, before any history. */
export interface RowHashes {
  words: string[];
  /** Lower case with single spaces. */
  payeeText: string;
  payee: number;
  firstWord: number;
  firstTwo: number;
  secondWord: number;
  lastWord: number;
  letters: number;
  firstFive: number;
  /** Amounts: about 1.6-fold steps, 1.2-fold steps, exact. */
  coarse: number;
  fine: number;
  exact: number;
  /** ln(1 + major units), with sign. */
  logAmount: number;
  /** Number of the coarse step, with sign. */
  coarseStep: number;
  month: number;
  date: number;
}

/** Lower case with single spaces; depends on no locale. */
export function normalise(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}

export function hashRow(row: CategoriserRow): RowHashes {
  const payee = normalise(row.payee);
  const memo = row.memo === '' ? '' : normalise(row.memo);
  const text = memo === '' ? payee : payee === '' ? memo : `${payee} ${memo}`;
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const firstWord = hashText(words[0] ?? '', 2);
  const second = words[1] ?? '';
  const sign = row.amount < 0 ? -1 : 1;
  const logAmount = Math.log(1 + Math.abs(row.amount) / 100);
  const coarseStep = sign * Math.round(2 * logAmount);
  return {
    words,
    payeeText: payee,
    payee: hashText(payee, 1),
    firstWord,
    firstTwo: mix(firstWord, hashText(second, 2)),
    secondWord: hashText(second, 3),
    lastWord: hashText(words[words.length - 1] ?? '', 4),
    letters: hashText(text.replace(/[^\p{L} ]/gu, ''), 5),
    firstFive: hashText(text.slice(0, 5), 6),
    coarse: mix(coarseStep, 7),
    fine: mix(sign * Math.round(6 * logAmount), 8),
    exact: mix(mix(row.amount | 0, Math.trunc(row.amount / 4294967296)), 9),
    logAmount: sign * logAmount,
    coarseStep,
    month: hashText(row.date.slice(5, 7), 10),
    date: hashText(row.date, 11),
  };
}
