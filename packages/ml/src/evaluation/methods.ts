import type { Method } from '../methods/index.ts';

export const methods: readonly Method[] = [
  {
    title: 'Evaluation in the order of time',
    functions: ['evaluateCategoriser'],
    tells:
      'What a person would have got who started with an empty model and corrected every mistake, beside the payee’s last category.',
    definition:
      'predict each row, then learn its label; accuracy over all rows and over those from floor(.8 n) on',
    source: 'A. P. Dawid (1984), Statistical theory: the prequential approach, JRSS A 147',
    cost: 'time O(rows contexts), memory O(model)',
    example:
      "evaluateCategoriser([1, 2, 3].map((day) => ({ row: { payee: 'Tesco', memo: '', amount: -500, date: `2026-01-0${day}`, context: {} }, label: 'Food' })), { labels: 'now', contextColumns: [], clock: () => 0 }).accuracyLast20",
  },
];
