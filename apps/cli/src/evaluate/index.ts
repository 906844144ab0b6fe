import type { Command } from '../arguments/index.ts';

export const evaluateCommand: Command = {
  name: 'evaluate categories',
  summary: 'measure how well Steward would have done on your own export',
  description: [
    'Walks through a CSV file that has categories, in date order: each row is predicted before its category is learned. Prints accuracy, calibration, and the share that could be automatic, next to a plain baseline. Needs no server and writes nothing.',
  ],
  arguments: [{ name: 'FILE', summary: 'a CSV file, or one that ends in .gz', offers: 'files' }],
  options: [
    { name: 'date', value: 'COLUMN', summary: 'name the column that holds the date', isRequired: true },
    { name: 'payee', value: 'COLUMN', summary: 'name the column that holds the payee', isRequired: true },
    { name: 'amount', value: 'COLUMN', summary: 'name the column that holds the amount', isRequired: true },
    {
      name: 'category',
      value: 'COLUMN',
      summary: 'name the column that holds the category',
      isRequired: true,
    },
    { name: 'memo', value: 'COLUMN', summary: 'name the column that holds the memo' },
    { name: 'context', value: 'COLUMN,COLUMN', summary: 'other columns that the model may use, at most 8' },
    {
      ...{ name: 'labels', value: 'WHEN', offers: ['now', 'day'] },
      summary: 'when a category is learned: now, right after its row (the default), or when its day is over',
    },
  ],
  worksOn: 'nothing',
  exits: ['failed'],
  examples: [
    {
      line: 'steward evaluate categories my.csv --date Date --payee Description --amount Amount --category Category',
      meaning: 'on an export with those headings',
    },
  ],
  load: async () => (await import('./evaluate.ts')).runEvaluate,
};
