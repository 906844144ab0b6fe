import { createCategoriser, learn } from '@steward/ml/categoriser';
import { evaluateCategoriser, type Evaluation, type LabelledRow } from '@steward/ml/evaluation';
import { performance } from 'node:perf_hooks';
import { report, type Figure } from './bench.ts';
import { measureLinearSvc } from './linear-svc.ts';
import { readTransactions, requireTransactions, transactionSets } from './transactions.ts';

/** The model's size is taken after so many rows, to be compared with that after all. */
const SIZED_AT = 100_000;

const wanted = process.argv.slice(2);
requireTransactions();

const clock = () => performance.now();
const figures: Figure[] = [];
for (const set of transactionSets.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const { name, columns } = set;
  const rows = await readTransactions(set);
  const run = (labels: 'now' | 'day', contextColumns: readonly string[], only = rows) => {
    const about = `${name}, ${contextColumns.join(', ') || 'no context'}, labels ${labels}`;
    process.stderr.write(`${about}: ${only.length} rows …\n`);
    return evaluateCategoriser(only, { labels, contextColumns, withExperts: true, clock });
  };
  // The first run in a process is also the one that compiles: it is not timed.
  if (figures.length === 0) run('now', columns, rows.slice(0, 20_000));
  const best = run('now', columns);
  if (columns.length === 0) {
    addAccuracy(`${name}.accuracy`, best);
  } else {
    addAccuracy(`${name}.accuracy`, run('now', []));
    addAccuracy(`${name}.context.accuracy`, best);
  }
  process.stderr.write(`${name}, counts alone …\n`);
  const counts = evaluateCategoriser(rows, { labels: 'now', contextColumns: columns, clock });
  addAccuracy(`${name}.countsAlone.accuracy`, counts);
  add({
    ...{ id: `${name}.countsAlone.rowsPerSecond`, value: counts.rowsPerSecond, unit: 'rows/s' },
    ...{ better: 'higher', n: counts.n },
  });
  const endOfDay = run('day', columns);
  addAccuracy(`${name}.endOfDay.accuracy`, endOfDay);
  add({ id: `${name}.macroF1`, value: best.macroF1Last20, unit: 'share', better: 'higher', n: best.nLast20 });
  add({
    ...{ id: `${name}.macroF1OfTrue`, value: best.macroF1OfTrueLast20, unit: 'share', better: 'higher' },
    n: best.nLast20,
  });
  add({
    id: `${name}.shareAutomatic95`,
    value: best.shareAutomatic.p95,
    unit: 'share',
    better: 'higher',
    n: best.nLast20,
  });
  addNewPayees(name, best);
  add({ id: `${name}.ece`, value: best.ece, unit: 'share', better: 'lower', n: best.nLast20 });
  add({
    id: `${name}.endOfDay.ece`,
    value: endOfDay.ece,
    unit: 'share',
    better: 'lower',
    n: endOfDay.nLast20,
  });
  add({
    id: `${name}.rowsPerSecond`,
    value: best.rowsPerSecond,
    unit: 'rows/s',
    better: 'higher',
    n: best.n,
  });
  if (columns.length > 0) addTraining(`${name}.context`, columns, rows);
  addTraining(name, [], rows);
  if (name === 'birmingham') addSizes(run('now', columns, rows.slice(0, SIZED_AT)));
}
report('categoriser', figures);

function add(figure: Figure): void {
  figures.push(figure);
}

function addAccuracy(id: string, { accuracyLast20, baseline, nLast20 }: Evaluation): void {
  add({
    ...{ id, value: accuracyLast20, unit: 'share', better: 'higher', n: nLast20 },
    ...{ baseline: baseline.accuracyLast20, baselineName: baseline.name },
  });
}

/** Nothing but the text, the amount and the context tells what a payee without a label sells. */
function addNewPayees(name: string, { newPayees }: Evaluation): void {
  if (newPayees.accuracy === null) return;
  add({
    ...{ id: `${name}.newPayees.accuracy`, value: newPayees.accuracy, unit: 'share', better: 'higher' },
    n: newPayees.n,
  });
}

/**
 * Learning the first four fifths, which is all that LinearSVC does to fit them, from the same text, amounts and columns:
 * each row is scored on the way, since the error of its score is what is learned from. By a clock, and by what the process
 * used of the processor, which says the same however busy the machine is.
 */
function addTraining(about: string, columns: readonly string[], rows: readonly LabelledRow[]): void {
  const first = rows.slice(0, Math.floor(0.8 * rows.length));
  const model = createCategoriser({ contextColumns: columns, withExperts: true });
  const [startedAt, before] = [performance.now(), process.cpuUsage()];
  for (const { row, label } of first) learn(model, row, label);
  const used = process.cpuUsage(before);
  const seconds = (performance.now() - startedAt) / 1000;
  process.stderr.write(`${about}, LinearSVC …\n`);
  const peer = measureLinearSvc(rows, columns);
  const baselineName = peer && `LinearSVC, right on ${peer.accuracy.toFixed(3)}`;
  const figure = { unit: 's', better: 'lower', n: first.length } as const;
  add({
    ...{ id: `${about}.trainSeconds`, value: seconds, ...figure },
    ...(peer && baselineName && { baseline: peer.trainSeconds, baselineName }),
  });
  add({
    ...{ id: `${about}.trainProcessorSeconds`, value: (used.user + used.system) / 1e6, ...figure },
    ...(peer && baselineName && { baseline: peer.processorSeconds, baselineName }),
  });
}

function addSizes({ modelBytes, snapshotBytes, rowsPerSecond, n }: Evaluation): void {
  add({ id: 'birmingham.modelMegabytes', value: modelBytes / 1e6, unit: 'MB', better: 'lower', n });
  add({ id: 'birmingham.snapshotMegabytes', value: snapshotBytes / 1e6, unit: 'MB', better: 'lower', n });
  // Beside the figure for all rows: the same rate means linear in rows.
  add({ id: 'birmingham.rowsPerSecondAt100k', value: rowsPerSecond, unit: 'rows/s', better: 'higher', n });
}
