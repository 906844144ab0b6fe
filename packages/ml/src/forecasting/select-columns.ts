/** Columns that explain a target, and how much of each. */
export interface Selection {
  /** Of each candidate, 0 for one that is left out. */
  coefficients: Float64Array;
  /** The lower, the better; Infinity where there are too few values for it. */
  criterion: number;
}

/** A column that shares all but this much of its size with others adds nothing. */
const COLLINEAR = 1e-9;
/** Of the target's squares, what is taken for none. */
const EXACT = 1e-18;

interface Work {
  values: Float64Array;
  /** Of the column as it was given. */
  size: number;
  /** How much of each column taken before it is in it. */
  shares: number[];
  /** Among the candidates; -1 for a column that is in by force. */
  candidate: number;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

/** Takes `share` times a column off another. */
function takeOff(from: Float64Array, share: number, column: Float64Array): void {
  for (let at = 0; at < from.length; at++) from[at] = (from[at] ?? 0) - share * (column[at] ?? 0);
}

function toWork(column: Float64Array, candidate: number): Work {
  return { values: column.slice(), size: dot(column, column), shares: [], candidate };
}

function aiccOf(squares: number, { length, free }: { length: number; free: number }): number {
  const left = length - free - 1;
  if (left <= 0) return Infinity;
  return length * Math.log(squares) + 2 * free + (2 * free * (free + 1)) / left;
}

/**
 * Least squares on columns that are in by force and those of the candidates that lower a criterion, taken one after the
 * other, each time the one that lowers it most; of equals the first. A column that others say already is left out. By Gram
 * and Schmidt, so that no column is weighed twice. O(n columns^2).
 * criterion = AICc + 2 ln(candidates) for each that is taken: what the best of so many gains by chance.
 * Source: D. P. Foster and E. I. George (1994), The risk inflation criterion for multiple regression, Annals of Statistics
 * 22, 1947-1975; that Akaike's correction for short series is on top of it is ours.
 */
export function selectColumns(
  target: Float64Array,
  { forced, candidates }: { forced: readonly Float64Array[]; candidates: readonly Float64Array[] },
): Selection {
  const rest = target.slice();
  const total = dot(target, target);
  const open = candidates.map((column, at) => toWork(column, at));
  const taken: { work: Work; share: number }[] = [];
  const take = (work: Work) => {
    const square = dot(work.values, work.values);
    const share = dot(work.values, rest) / square;
    takeOff(rest, share, work.values);
    taken.push({ work, share });
    return (others: readonly Work[]) => {
      for (const other of others) {
        const of = dot(work.values, other.values) / square;
        other.shares.push(of);
        takeOff(other.values, of, work.values);
      }
    };
  };
  const byForce = forced.map((column) => toWork(column, -1));
  byForce.forEach((work, at) => {
    if (isNew(work)) take(work)([...byForce.slice(at + 1), ...open]);
  });
  const inByForce = taken.length;
  const criterionOf = (squares: number, more: number) => {
    // The variance and the rate of smoothing are free as well.
    const free = taken.length + more + 2;
    const searched = 2 * Math.log(Math.max(1, candidates.length)) * (taken.length + more - inByForce);
    return aiccOf(Math.max(squares, EXACT * total), { length: target.length, free }) + searched;
  };
  let criterion = criterionOf(dot(rest, rest), 0);
  for (let best = findBest(open, rest); best; best = findBest(open, rest)) {
    const next = criterionOf(dot(rest, rest) - best.gain, 1);
    if (!(next < criterion)) break;
    criterion = next;
    open.splice(open.indexOf(best.work), 1);
    take(best.work)(open);
  }
  return { coefficients: solve(taken, candidates.length), criterion };
}

function isNew({ values, size }: Work): boolean {
  return dot(values, values) > COLLINEAR * size;
}

/** The column that takes most off the squares of what is left. */
function findBest(open: readonly Work[], rest: Float64Array): { work: Work; gain: number } | null {
  let best: { work: Work; gain: number } | null = null;
  for (const work of open) {
    if (!isNew(work)) continue;
    const gain = dot(work.values, rest) ** 2 / dot(work.values, work.values);
    if (gain > (best?.gain ?? 0)) best = { work, gain };
  }
  return best;
}

/** From shares of columns less those before them to coefficients of the columns as given. */
function solve(taken: readonly { work: Work; share: number }[], candidates: number): Float64Array {
  const solved = taken.map(({ share }) => share);
  for (let at = taken.length - 1; at >= 0; at--) {
    for (let before = 0; before < at; before++) {
      solved[before] = (solved[before] ?? 0) - (solved[at] ?? 0) * (taken[at]?.work.shares[before] ?? 0);
    }
  }
  const coefficients = new Float64Array(candidates);
  taken.forEach(({ work }, at) => {
    if (work.candidate >= 0) coefficients[work.candidate] = solved[at] ?? 0;
  });
  return coefficients;
}
