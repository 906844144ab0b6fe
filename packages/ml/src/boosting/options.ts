import type { ClassWeights, Examples, Progress, Table } from '../tables/index.ts';
import { MOST_BINS } from './bins.ts';

/** What boosted trees tell: a probability, a mean, or a quantile. */
export type BoostingTask =
  | { type: 'classes' }
  | { type: 'mean' }
  /** The value below which the share `level` lies. */
  | { type: 'quantile'; level: number };

export interface BoostingOptions {
  task: BoostingTask;
  /** Of the random parts, and of nothing else. Default 0. */
  seed?: number;
  /** Trees, of each class where there are more than two. Default 100. */
  rounds?: number;
  /** Default .1. */
  learningRate?: number;
  /** Default 31. */
  maxLeaves?: number;
  /** Default: no bound. */
  maxDepth?: number;
  /** Default 20. */
  minLeafRows?: number;
  /** Least sum of second derivatives in a leaf. Default .001. */
  minLeafHessian?: number;
  /** Default 0. */
  l2?: number;
  /** 2 .. 255. Default 255. */
  mostBins?: number;
  /** 1 each if left out. */
  classWeights?: ClassWeights;
  /**
   * Columns by name along which the prediction may not fall (1) or rise (-1). Of two classes: the last one's. None of more, as
   * scores that all rise say nothing of their shares.
   */
  monotone?: Readonly<Record<string, 1 | -1>>;
  /** Share of columns, and of rows, that each tree is grown on. Default 1. */
  columnShare?: number;
  rowShare?: number;
  /** Stops when the loss of the held-out share has not fallen for so many rounds, and keeps the rounds before. */
  earlyStopping?: { share: number; patience: number };
  onProgress?: Progress;
}

function inRange(name: string, value: number | undefined, isRight: (value: number) => boolean): void {
  if (value !== undefined && !isRight(value)) throw new RangeError(`boosting cannot take ${name} ${value}`);
}

/** @throws RangeError for options out of their range or that do not fit the examples. */
export function checkOptions({ features, target }: Examples, options: BoostingOptions): void {
  const { task, earlyStopping, monotone = {} } = options;
  const isWhole = (least: number) => (value: number) => Number.isInteger(value) && value >= least;
  const isShare = (value: number) => value > 0 && value <= 1;
  inRange('rounds', options.rounds, isWhole(1));
  inRange('maxLeaves', options.maxLeaves, isWhole(2));
  inRange('maxDepth', options.maxDepth, (value) => value >= 1);
  inRange('minLeafRows', options.minLeafRows, isWhole(1));
  inRange('minLeafHessian', options.minLeafHessian, (value) => value >= 0);
  inRange('l2', options.l2, (value) => value >= 0 && value < Infinity);
  inRange('learningRate', options.learningRate, isShare);
  inRange('columnShare', options.columnShare, isShare);
  inRange('rowShare', options.rowShare, isShare);
  inRange('mostBins', options.mostBins, (value) => isWhole(2)(value) && value <= MOST_BINS);
  inRange('a held-out share of', earlyStopping?.share, (value) => value > 0 && value < 1);
  inRange('a patience of', earlyStopping?.patience, isWhole(1));
  checkNames(features, monotone);
  if (task.type === 'quantile') inRange('a level of', task.level, (value) => value > 0 && value < 1);
  if ((task.type === 'classes') !== (target.kind === 'category')) {
    throw new RangeError(
      `boosting of ${task.type} needs a target of ${task.type === 'classes' ? 'words' : 'numbers'}`,
    );
  }
  if (target.kind === 'number' && options.classWeights !== undefined) {
    throw new RangeError(`boosting of ${task.type} has no classes to weigh`);
  }
  if (target.kind === 'category' && target.categories.length < 2) {
    throw new RangeError('boosting needs at least two classes');
  }
  if (target.kind === 'category' && target.categories.length > 2 && Object.keys(monotone).length > 0) {
    throw new RangeError(`boosting cannot be monotone for ${target.categories.length} classes`);
  }
}

function checkNames(features: Table, monotone: Readonly<Record<string, 1 | -1>>): void {
  for (const name of Object.keys(monotone)) {
    if (!features.columns.some((column) => column.name === name && column.kind === 'number')) {
      throw new RangeError(`boosting cannot be monotone along ${name}: no column of numbers has that name`);
    }
  }
}
