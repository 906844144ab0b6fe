/** What is to be made small; Infinity outside of what is allowed. */
export type Objective = (point: Float64Array) => number;

const REFLECT = 1;
const EXPAND = 2;
const CONTRACT = 0.5;
const SHRINK = 0.5;
const TOLERANCE = 1e-6;

interface Vertex {
  point: Float64Array;
  value: number;
}

/**
 * A local minimum by the simplex method, from a start and a first step in each direction. Deterministic. Stops when the
 * values at the corners differ by less than a millionth of themselves, or after `evaluations`.
 * Source: J. A. Nelder and R. Mead (1965), A simplex method for function minimization, The Computer Journal 7, 308-313.
 */
export function minimise(
  objective: Objective,
  start: readonly number[],
  { steps, evaluations }: { steps: readonly number[]; evaluations: number },
): Vertex {
  const evaluate = (point: Float64Array): Vertex => ({ point, value: objective(point) });
  const simplex = [evaluate(Float64Array.from(start))];
  steps.forEach((step, index) => {
    const moved = Float64Array.from(start);
    moved[index] = (moved[index] ?? 0) + step;
    simplex.push(evaluate(moved));
  });
  for (let used = simplex.length; used < evaluations;) {
    simplex.sort((a, b) => a.value - b.value);
    const [best, worst] = [simplex[0], simplex[simplex.length - 1]];
    if (!best || !worst || worst.value - best.value <= TOLERANCE * Math.abs(best.value)) break;
    used += improve(simplex, evaluate);
  }
  return simplex.reduce((best, vertex) => (vertex.value < best.value ? vertex : best));
}

/** Replaces the worst corner of a sorted simplex, or draws all towards the best. The number of evaluations. */
function improve(simplex: Vertex[], evaluate: (point: Float64Array) => Vertex): number {
  const worst = simplex.pop();
  const [best, second] = [simplex[0], simplex[simplex.length - 1]];
  if (!worst || !best || !second) return 1;
  const centre = centreOf(simplex);
  const along = (by: number) =>
    evaluate(centre.map((value, at) => value + by * (value - (worst.point[at] ?? 0))));
  const reflected = along(REFLECT);
  if (reflected.value < best.value) {
    const expanded = along(EXPAND);
    simplex.push(expanded.value < reflected.value ? expanded : reflected);
    return 2;
  }
  if (reflected.value < second.value) {
    simplex.push(reflected);
    return 1;
  }
  const contracted = along(reflected.value < worst.value ? CONTRACT : -CONTRACT);
  if (contracted.value < Math.min(worst.value, reflected.value)) {
    simplex.push(contracted);
    return 2;
  }
  simplex.push(worst);
  for (let index = 1; index < simplex.length; index++) {
    const { point } = simplex[index] ?? worst;
    simplex[index] = evaluate(point.map((value, at) => SHRINK * (value + (best.point[at] ?? 0))));
  }
  return 2 + simplex.length - 1;
}

function centreOf(simplex: readonly Vertex[]): Float64Array {
  const centre = new Float64Array(simplex[0]?.point.length ?? 0);
  for (const { point } of simplex) {
    for (let at = 0; at < centre.length; at++)
      centre[at] = (centre[at] ?? 0) + (point[at] ?? 0) / simplex.length;
  }
  return centre;
}
