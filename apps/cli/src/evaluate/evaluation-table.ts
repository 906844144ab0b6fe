import type { Evaluation } from '@steward/ml/evaluation';
import type { LabelledFile } from './labelled-file.ts';

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

/** An evaluation as lines for people. */
export function describeEvaluation(evaluation: Evaluation, file: LabelledFile): string[] {
  const { baseline, shareAutomatic } = evaluation;
  const when = evaluation.labels === 'now' ? 'each right after its row' : 'when the day is over';
  const table = [
    ['', 'Steward', baseline.name],
    ['accuracy, all rows', percent(evaluation.accuracy), percent(baseline.accuracy)],
    ['accuracy, last 20 %', percent(evaluation.accuracyLast20), percent(baseline.accuracyLast20)],
    ['macro-F1, last 20 %', evaluation.macroF1Last20.toFixed(3), baseline.macroF1Last20.toFixed(3)],
    ['calibration error, last 20 %', evaluation.ece.toFixed(4), ''],
    ['automatic at 90 % precision', percent(shareAutomatic.p90), ''],
    ['automatic at 95 % precision', percent(shareAutomatic.p95), ''],
    ['automatic at 98 % precision', percent(shareAutomatic.p98), ''],
    ['rows a second', Math.round(evaluation.rowsPerSecond).toString(), ''],
    [
      'peak memory',
      evaluation.peakMemoryBytes === null ? 'not measured' : megabytes(evaluation.peakMemoryBytes),
      '',
    ],
    [
      'model, in memory and on disk',
      `${megabytes(evaluation.modelBytes)}, ${megabytes(evaluation.snapshotBytes)}`,
      '',
    ],
  ];
  const [first, second] = [0, 1].map((column) =>
    Math.max(...table.map((cells) => cells[column]?.length ?? 0)),
  );
  return [
    `${evaluation.n} labelled rows, ${evaluation.labelCount} categories; labels learned ${when}.`,
    ...(file.unlabelled > 0 ? [`${file.unlabelled} rows without a category were left out.`] : []),
    ...(file.errors.length > 0 ? [`${file.errors.length} rows could not be read.`] : []),
    ...table.map(([what = '', own = '', other = '']) =>
      `${what.padEnd(first ?? 0)}  ${own.padEnd(second ?? 0)}  ${other}`.trimEnd(),
    ),
  ];
}
