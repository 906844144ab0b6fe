import type { Guess } from './guess.ts';

interface Labelled {
  row: { payee: string; date: string };
  label: string;
}

/**
 * What anyone could do without a model: the label that the payee had last, learned as `labels` says; for
 * a payee never seen, the commonest label so far. Payees are compared in lower case.
 */
export function predictByLastLabel(rows: readonly Labelled[], labels: 'now' | 'day'): Guess[] {
  const last = new Map<string, string>();
  const counts = new Map<string, number>();
  let commonest: string | null = null;
  const guesses: Guess[] = [];
  let learned = 0;
  const learnThrough = (end: number) => {
    for (; learned < end; learned++) {
      const { row, label } = rows[learned] ?? {};
      if (!row || label === undefined) continue;
      last.set(row.payee.toLowerCase(), label);
      const count = (counts.get(label) ?? 0) + 1;
      counts.set(label, count);
      if (commonest === null || count > (counts.get(commonest) ?? 0)) commonest = label;
    }
  };
  rows.forEach(({ row, label }, index) => {
    if (labels === 'now' || rows[index - 1]?.row.date !== row.date) learnThrough(index);
    const guessed = last.get(row.payee.toLowerCase()) ?? commonest;
    guesses.push({ guessed, truth: label, isRight: guessed === label, confidence: 0 });
  });
  return guesses;
}
