import type { Progress } from '../tables/index.ts';
import { factorise, solveFactorised } from './symmetric.ts';

/** A convex function of several numbers. */
export interface Objective {
  size: number;
  /** Its value; the slope is written into `gradient`. */
  evaluate(at: Float64Array, gradient: Float64Array): number;
  /** Adds the second derivatives, size x size, at least the lower half, to `hessian`, which is all 0. */
  curvature(at: Float64Array, hessian: Float64Array): void;
}

const MOST_NEWTON_STEPS = 100;
const MOST_DESCENT_STEPS = 2_000;
const ENOUGH = 1e-14;
const KEPT = 10;

interface Place {
  at: Float64Array<ArrayBuffer>;
  gradient: Float64Array<ArrayBuffer>;
  value: number;
}

/**
 * The minimum by Newton's method from 0, with halved steps where the value would not fall. Ends when what a step promises is
 * below 1e-14 of the value. O(steps (cost of the derivatives + size^3)).
 * Source: S. Boyd and L. Vandenberghe (2004), Convex optimization, algorithm 9.5.
 */
export function minimiseByNewton(objective: Objective, onProgress?: Progress): Float64Array<ArrayBuffer> {
  const { size } = objective;
  let place = placeAt(objective, new Float64Array(size));
  for (let step = 0; step < MOST_NEWTON_STEPS; step++) {
    onProgress?.(step / MOST_NEWTON_STEPS);
    const hessian = new Float64Array(size * size);
    objective.curvature(place.at, hessian);
    factorise(hessian, size);
    const move = solveFactorised(
      hessian,
      place.gradient.map((slope) => -slope),
    );
    const promised = -dot(place.gradient, move) / 2;
    const next = promised > 0 ? stepDown(objective, place, move) : null;
    if (!next) break;
    place = next;
    if (promised < ENOUGH * (1 + Math.abs(place.value))) break;
  }
  onProgress?.(1);
  return place.at;
}

/**
 * The minimum by L-BFGS from 0: a slope corrected by the last 10 steps instead of all second derivatives, for many numbers.
 * Ends when a slope of 1e-9 of the largest at the start is left, or the value falls no more.
 * O(steps (cost of the value + 40 size)).
 * Source: J. Nocedal (1980), Updating quasi-Newton matrices with limited storage, Mathematics of Computation 35, 773-782.
 */
export function minimiseByDescent(objective: Objective, onProgress?: Progress): Float64Array<ArrayBuffer> {
  let place = placeAt(objective, new Float64Array(objective.size));
  const goal = 1e-9 * largest(place.gradient);
  const history: { move: Float64Array; turn: Float64Array; product: number }[] = [];
  for (let step = 0; step < MOST_DESCENT_STEPS && largest(place.gradient) > goal; step++) {
    onProgress?.(step / MOST_DESCENT_STEPS);
    const direction = directionOf(place.gradient, history);
    const next = stepDown(objective, place, direction);
    if (!next) {
      if (history.length === 0) break;
      history.length = 0;
      continue;
    }
    const [from, to] = [place, next];
    const move = to.at.map((value, index) => value - (from.at[index] ?? 0));
    const turn = to.gradient.map((slope, index) => slope - (from.gradient[index] ?? 0));
    const product = dot(move, turn);
    if (product > 1e-12 * dot(turn, turn)) history.push({ move, turn, product });
    if (history.length > KEPT) history.shift();
    place = next;
  }
  onProgress?.(1);
  return place.at;
}

/** Nocedal's two loops: the slope times an estimate of the inverse of the second derivatives, downwards. */
function directionOf(
  gradient: Float64Array,
  history: readonly { move: Float64Array; turn: Float64Array; product: number }[],
): Float64Array {
  const direction = gradient.map((slope) => -slope);
  const shares: number[] = [];
  for (const { move, turn, product } of history.toReversed()) {
    const share = dot(move, direction) / product;
    addTo(direction, turn, -share);
    shares.push(share);
  }
  const last = history.at(-1);
  const scale = last ? last.product / dot(last.turn, last.turn) : 1 / Math.max(1, largest(gradient));
  for (let index = 0; index < direction.length; index++) direction[index] = (direction[index] ?? 0) * scale;
  for (const { move, turn, product } of history) {
    addTo(direction, move, (shares.pop() ?? 0) - dot(turn, direction) / product);
  }
  return direction;
}

/** Armijo's rule: the first of the whole step, its half, its quarter … that falls by enough; null where none does. */
function stepDown(objective: Objective, from: Place, move: Float64Array): Place | null {
  const slope = dot(from.gradient, move);
  for (let scale = 1; scale > 1e-12; scale /= 2) {
    const next = placeAt(
      objective,
      from.at.map((value, index) => value + scale * (move[index] ?? 0)),
    );
    if (next.value <= from.value + 1e-4 * scale * slope && next.value < from.value) return next;
  }
  return null;
}

function placeAt(objective: Objective, at: Float64Array<ArrayBuffer>): Place {
  const gradient = new Float64Array(objective.size);
  return { at, gradient, value: objective.evaluate(at, gradient) };
}

function addTo(into: Float64Array, other: Float64Array, factor: number): void {
  for (let index = 0; index < into.length; index++) {
    into[index] = (into[index] ?? 0) + factor * (other[index] ?? 0);
  }
}

function dot(first: Float64Array, second: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < first.length; index++) sum += (first[index] ?? 0) * (second[index] ?? 0);
  return sum;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}
