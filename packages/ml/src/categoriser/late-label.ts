import type { CategoriserRow } from './row.ts';

/**
 * What the confidence of a prediction was judged by, as plain data, kept until its label comes. By then the model knows
 * more of the row than it did when it spoke, so that a confidence learned from what it would say by then promises too much.
 */
export interface Judgement {
  /** The likeliest label, which the confidence was about. */
  label: string;
  /** Before the last curve, 0..1. */
  judged: number;
  /** 14 numbers, with experts 18. */
  inputs: number[];
  /** Lines of the biases by payee and by the last column's value; -1 without columns. */
  payee: number;
  column: number;
}

/** A label, and what was said before it came. */
export interface LateLabel {
  row: CategoriserRow;
  label: string;
  /** Of the row's `predict` with `withJudgement`; left out where the label came at once, or nothing was said. */
  judgement?: Judgement;
}
