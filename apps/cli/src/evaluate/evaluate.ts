import { evaluateCategoriser, type Evaluation } from '@steward/ml/evaluation';
import { performance } from 'node:perf_hooks';
import { readOptions, UsageError } from '../arguments/index.ts';
import type { Terminal } from '../output/index.ts';
import { describeEvaluation } from './evaluation-table.ts';
import { readLabelledRows, type Columns, type LabelledFile } from './labelled-file.ts';

export const EVALUATE_USAGE = [
  'evaluate categories FILE.csv[.gz] --date COLUMN --payee COLUMN --amount COLUMN --category COLUMN [--memo COLUMN] [--context COLUMN,COLUMN] [--labels now|day] [--json]',
];

/** Bad rows that are named one by one. */
const NAMED_ERRORS = 5;
const MAXIMUM_CONTEXT = 8;

/**
 * Says how well Steward would have done on a person's own export: in date order each row is predicted,
 * then its category is learned. Needs no server and writes nothing. 0 when it was measured, 1 when no
 * row could be.
 */
export async function runEvaluate(args: readonly string[], terminal: Terminal): Promise<number> {
  const { path, columns, labels, isJson } = readArguments(args);
  const file = await readLabelledRows(path, columns);
  for (const error of file.errors.slice(0, NAMED_ERRORS)) terminal.complain(error);
  if (file.errors.length > NAMED_ERRORS) {
    terminal.complain(`… and ${file.errors.length - NAMED_ERRORS} more rows that cannot be read.`);
  }
  if (file.rows.length === 0) {
    terminal.complain(`${path} has no row with date, amount and category: nothing was measured.`);
    return 1;
  }
  const evaluation = evaluateCategoriser(file.rows, {
    ...{ labels, contextColumns: columns.context, clock: () => performance.now() },
    measureMemory: () => process.memoryUsage.rss(),
  });
  if (isJson) terminal.print(JSON.stringify(toJson(path, file, evaluation)));
  else for (const line of describeEvaluation(evaluation, file)) terminal.print(line);
  return 0;
}

function toJson(path: string, file: LabelledFile, evaluation: Evaluation) {
  return { file: path, unlabelled: file.unlabelled, unreadable: file.errors.length, ...evaluation };
}

interface Arguments {
  path: string;
  columns: Columns;
  labels: 'now' | 'day';
  isJson: boolean;
}

function readArguments(args: readonly string[]): Arguments {
  const { positionals, values, flags } = readOptions(args, {
    values: ['date', 'payee', 'amount', 'category', 'memo', 'context', 'labels'],
    flags: ['json'],
  });
  const [what, path, ...rest] = positionals;
  if (what !== 'categories') throw new UsageError('Say what to evaluate: evaluate categories FILE.csv');
  if (path === undefined || rest.length > 0) throw new UsageError('Name one CSV file.');
  const labels = values.labels ?? 'now';
  if (labels !== 'now' && labels !== 'day') throw new UsageError('--labels takes now or day.');
  const demand = (name: string): string => {
    const column = values[name];
    if (!column) throw new UsageError(`--${name} is missing: name the column that holds the ${name}.`);
    return column;
  };
  const context = (values.context ?? '').split(',').flatMap((name) => (name.trim() ? [name.trim()] : []));
  if (context.length > MAXIMUM_CONTEXT)
    throw new UsageError(`--context takes at most ${MAXIMUM_CONTEXT} columns.`);
  if (new Set(context).size < context.length) throw new UsageError('--context names a column twice.');
  const columns = {
    ...{ date: demand('date'), payee: demand('payee'), amount: demand('amount') },
    ...{ category: demand('category'), memo: values.memo ?? null, context },
  };
  if (context.includes(columns.category)) {
    throw new UsageError(`--context names ${columns.category}, which is what is to be predicted.`);
  }
  return { path, columns, labels, isJson: flags.json === true };
}
