import type { RankedColumn } from './ranks.ts';

/** The rows of a node, next to each other. */
export interface NodeRows {
  /** Rows of the table; those of the node lie from `from` to `to`. */
  rows: Int32Array;
  from: number;
  to: number;
  /** Of the node's rows, in their order: what each counts, and what is to be told of it. */
  weights: Float64Array;
  targets: Float64Array;
}

/** Of a group of rows: weight, number of rows, and then the sum of each output. */
export const WEIGHT = 0;
export const ROWS = 1;
export const OUTPUTS = 2;

/** Ranks so far apart, in rows of the node, are sorted rather than counted. */
const SORTED_FROM = 16;
/** So few are put in order one by one. */
const FEW = 24;

/**
 * The rows of a node by their rank in one column: sums over those of equal rank, in the order of ranks, and over those
 * where the value is missing. Where a node has many rows for its ranks they are counted into bins, else sorted, so that
 * neither many values nor few rows cost more than they must. Room is made once for all nodes.
 *
 * With one output targets are numbers, and its sum is that of weight times target; with more they are codes of outputs, and
 * each sum is that of the weight of its code. O(rows + ranks between the smallest and the largest), or O(rows log rows).
 */
export class RankGroups {
  /** Numbers a group. */
  readonly size: number;
  /** Groups that hold rows. */
  count = 0;
  readonly ranks: Uint16Array;
  readonly sums: Float64Array;
  readonly missing: Float64Array;
  readonly #bins: Float64Array;
  readonly #nodeRanks: Uint16Array;
  readonly #keys: Uint32Array;
  readonly #presentWeights: Float64Array;
  readonly #presentTargets: Float64Array;
  #weights: Float64Array;
  #targets: Float64Array;
  #present = 0;

  constructor(columns: readonly RankedColumn[], rows: number, outputs: number) {
    const most = columns.reduce((largest, { count }) => Math.max(largest, count), 1);
    this.size = OUTPUTS + outputs;
    this.ranks = new Uint16Array(most);
    this.sums = new Float64Array(most * this.size);
    this.missing = new Float64Array(this.size);
    this.#bins = new Float64Array(most * this.size);
    this.#nodeRanks = new Uint16Array(rows);
    this.#keys = new Uint32Array(Math.min(rows, 65_536));
    const hasMissing = columns.some((column) => column.hasMissing);
    this.#presentWeights = new Float64Array(hasMissing ? rows : 0);
    this.#presentTargets = new Float64Array(hasMissing ? rows : 0);
    this.#weights = this.#targets = this.#presentWeights;
  }

  /** Groups the node by a column. False where its rows are all alike there, so that nothing can be parted. */
  collect(column: RankedColumn, node: NodeRows): boolean {
    this.missing.fill(0);
    if (column.hasMissing) this.#gatherPresent(column, node);
    else this.#gather(column, node);
    const [present, ranks] = [this.#present, this.#nodeRanks];
    if (present === 0) return false;
    let least = ranks[0] as number;
    let most = least;
    for (let at = 1; at < present; at++) {
      const rank = ranks[at] as number;
      if (rank < least) least = rank;
      else if (rank > most) most = rank;
    }
    if (least === most && this.missing[ROWS] === 0) return false;
    if (most - least > SORTED_FROM * present) this.#sort();
    else this.#countInto(least, most);
    return true;
  }

  #gather({ ranks }: RankedColumn, { rows, from, to, weights, targets }: NodeRows): void {
    const into = this.#nodeRanks;
    for (let at = from; at < to; at++) into[at - from] = ranks[rows[at] as number] as number;
    this.#present = to - from;
    this.#weights = weights;
    this.#targets = targets;
  }

  /** Rows with a value go to the front, those without to the back, where they are summed up. */
  #gatherPresent({ ranks, count }: RankedColumn, { rows, from, to, weights, targets }: NodeRows): void {
    this.#weights = this.#presentWeights;
    this.#targets = this.#presentTargets;
    let [front, back] = [0, to - from];
    for (let at = 0; at < to - from; at++) {
      const rank = ranks[rows[from + at] as number] as number;
      const place = rank === count ? --back : front++;
      this.#nodeRanks[place] = rank;
      this.#weights[place] = weights[at] as number;
      this.#targets[place] = targets[at] as number;
    }
    this.#present = front;
    for (let at = back; at < to - from; at++) this.#add(this.missing, 0, at);
  }

  /** Adds one row to the sums that begin at `from`. */
  #add(sums: Float64Array, from: number, at: number): void {
    const [weight, target] = [this.#weights[at] as number, this.#targets[at] as number];
    const output = this.size === OUTPUTS + 1 ? from + OUTPUTS : from + OUTPUTS + target;
    sums[from + WEIGHT] = (sums[from + WEIGHT] as number) + weight;
    sums[from + ROWS] = (sums[from + ROWS] as number) + 1;
    sums[output] = (sums[output] as number) + (this.size === OUTPUTS + 1 ? weight * target : weight);
  }

  /** Bins between the smallest and the largest rank; those that hold rows become the groups. */
  #countInto(least: number, most: number): void {
    const [bins, sums, size] = [this.#bins, this.sums, this.size];
    bins.fill(0, 0, (most - least + 1) * size);
    if (size === OUTPUTS + 1) {
      this.#countOne(least);
      this.#keepOne(least, most);
      return;
    }
    for (let at = 0; at < this.#present; at++) {
      this.#add(bins, ((this.#nodeRanks[at] as number) - least) * size, at);
    }
    let count = 0;
    for (let bin = 0; bin <= most - least; bin++) {
      if (bins[bin * size + ROWS] === 0) continue;
      this.ranks[count] = least + bin;
      for (let part = 0; part < size; part++) {
        sums[count * size + part] = bins[bin * size + part] as number;
      }
      count += 1;
    }
    this.count = count;
  }

  /** As `#add` for every row, where there is one output: the loop in which a forest spends its time. */
  #countOne(least: number): void {
    const [bins, ranks, weights, targets] = [this.#bins, this.#nodeRanks, this.#weights, this.#targets];
    for (let at = 0; at < this.#present; at++) {
      const bin = ((ranks[at] as number) - least) * 3;
      const weight = weights[at] as number;
      bins[bin] = (bins[bin] as number) + weight;
      bins[bin + 1] = (bins[bin + 1] as number) + 1;
      bins[bin + 2] = (bins[bin + 2] as number) + weight * (targets[at] as number);
    }
  }

  #keepOne(least: number, most: number): void {
    const [bins, sums, ranks] = [this.#bins, this.sums, this.ranks];
    let count = 0;
    for (let rank = least, bin = 0; rank <= most; rank++, bin += 3) {
      const rows = bins[bin + 1] as number;
      if (rows === 0) continue;
      ranks[count] = rank;
      const at = count * 3;
      sums[at] = bins[bin] as number;
      sums[at + 1] = rows;
      sums[at + 2] = bins[bin + 2] as number;
      count += 1;
    }
    this.count = count;
  }

  /** Few rows far apart: sorted by rank, and runs of equal ranks become the groups. */
  #sort(): void {
    const [keys, present, sums, size] = [this.#keys, this.#present, this.sums, this.size];
    for (let at = 0; at < present; at++) keys[at] = (((this.#nodeRanks[at] as number) << 16) | at) >>> 0;
    if (present > FEW) keys.subarray(0, present).sort();
    else sortFew(keys, present);
    let count = 0;
    for (let at = 0; at < present; at++) {
      const key = keys[at] as number;
      if (count === 0 || this.ranks[count - 1] !== key >>> 16) {
        this.ranks[count] = key >>> 16;
        sums.fill(0, count * size, (count + 1) * size);
        count += 1;
      }
      this.#add(sums, (count - 1) * size, key & 0xffff);
    }
    this.count = count;
  }
}

function sortFew(keys: Uint32Array, count: number): void {
  for (let at = 1; at < count; at++) {
    const key = keys[at] as number;
    let place = at;
    for (; place > 0 && (keys[place - 1] as number) > key; place--) keys[place] = keys[place - 1] as number;
    keys[place] = key;
  }
}
