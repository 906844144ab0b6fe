import type { ClassExamples, ClassWeights, NumberExamples, Progress } from '../tables/index.ts';

export interface TreeOptions {
  /** Default: no bound. */
  maxDepth?: number;
  /** Default 1. */
  minLeafRows?: number;
  /** Share of the columns that each split chooses from, drawn anew each time; at least one. Of a tree 1 if left out. */
  columnShare?: number;
  /** Weights of classes by name, 1 where left out. */
  classWeights?: ClassWeights;
  /** Of what is drawn, and of nothing else. Default 0. */
  seed?: number;
  onProgress?: Progress;
}

export interface ForestOptions extends TreeOptions {
  /** Default 100. */
  trees?: number;
  /** Rows drawn for each tree, with return, as a share of all. Default 1; null grows each tree on all rows as they are. */
  rowShare?: number | null;
  /** Whether each row is also told by the trees that did not see it. Default false. */
  isOutOfBagTold?: boolean;
}

function inRange(name: string, value: number | null | undefined, isRight: (value: number) => boolean): void {
  if (value !== undefined && value !== null && !isRight(value)) {
    throw new RangeError(`a forest cannot take ${name} ${value}`);
  }
}

/** @throws RangeError for options out of their range or that do not fit the examples. */
export function checkOptions({ target }: ClassExamples | NumberExamples, options: ForestOptions): void {
  const isWhole = (value: number) => Number.isInteger(value) && value >= 1;
  const isShare = (value: number) => value > 0 && value <= 1;
  inRange('trees', options.trees, isWhole);
  inRange('maxDepth', options.maxDepth, (value) => value >= 1);
  inRange('minLeafRows', options.minLeafRows, isWhole);
  inRange('columnShare', options.columnShare, isShare);
  inRange('rowShare', options.rowShare, isShare);
  if (options.classWeights && target.kind === 'number') {
    throw new RangeError('a forest of a mean has no classes to weigh');
  }
}
