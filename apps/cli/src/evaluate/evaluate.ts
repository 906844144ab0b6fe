import { evaluateCategoriser, type Evaluation } from '@steward/ml/evaluation';
import { performance } from 'node:perf_hooks';
import { UsageError, type Call, type Run } from '../arguments/index.ts';
import { EXIT } from '../output/index.ts';
import { describeEvaluation } from './evaluation-table.ts';
import { readLabelledRows, type Columns, type LabelledFile } from './labelled-file.ts';

/** Bad rows that are named one by one. */
const NAMED_ERRORS = 5;
const MAXIMUM_CONTEXT = 8;

/**
 * Says how well Steward would have done on a person's own export: in date order each row is predicted,
 * then its category is learned. Needs no server and writes nothing.
 */
export const runEvaluate: Run = async (call, terminal) => {
  const { path, columns, labels } = readArguments(call);
  const file = await readLabelledRows(path, columns);
  for (const error of file.errors.slice(0, NAMED_ERRORS)) terminal.complain(error);
  if (file.errors.length > NAMED_ERRORS) {
    terminal.complain(`… and ${file.errors.length - NAMED_ERRORS} more rows that cannot be read.`);
  }
  if (file.rows.length === 0) {
    terminal.complain(`${path} has no row with date, amount and category: nothing was measured.`);
    return EXIT.failed;
  }
  const evaluation = evaluateCategoriser(file.rows, {
    ...{ labels, contextColumns: columns.context, clock: () => performance.now() },
    measureMemory: () => process.memoryUsage.rss(),
  });
  if (call.isJson) terminal.print(JSON.stringify(toJson(path, file, evaluation)));
  else for (const line of describeEvaluation(evaluation, file)) terminal.print(line);
  return EXIT.done;
};

function toJson(path: string, file: LabelledFile, evaluation: Evaluation) {
  return { file: path, unlabelled: file.unlabelled, unreadable: file.errors.length, ...evaluation };
}

interface Arguments {
  path: string;
  columns: Columns;
  labels: 'now' | 'day';
}

function readArguments({ positionals: [path = ''], values }: Call): Arguments {
  const labels = values.labels === 'day' ? 'day' : 'now';
  const context = (values.context ?? '').split(',').flatMap((name) => (name.trim() ? [name.trim()] : []));
  if (context.length > MAXIMUM_CONTEXT)
    throw new UsageError(`--context takes at most ${MAXIMUM_CONTEXT} columns.`);
  if (new Set(context).size < context.length) throw new UsageError('--context names a column twice.');
  const columns = {
    ...{ date: values.date ?? '', payee: values.payee ?? '', amount: values.amount ?? '' },
    ...{ category: values.category ?? '', memo: values.memo ?? null, context },
  };
  if (context.includes(columns.category)) {
    throw new UsageError(`--context names ${columns.category}, which is what is to be predicted.`);
  }
  return { path, columns, labels };
}
