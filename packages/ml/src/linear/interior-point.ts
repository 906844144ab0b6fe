import type { Progress } from '../tables/index.ts';
import type { Design } from './design.ts';
import { missedBy, normalMatrix, timesRows } from './normal-matrix.ts';
import { factorise, solveFactorised } from './symmetric.ts';

const MOST_STEPS = 200;
/** So small a share of the gap at the start is rounding. */
const ENOUGH = 1e-13;
/** Steps without a smaller gap, after which there is none to come. */
const PATIENCE = 10;
/** How much of the way to the edge a step goes. */
const NEARLY = 0.99995;

/** A point within 0 <= x <= weight, the room above it, and what the row is missed by: above - below = y - x' b. */
interface Point {
  coefficients: Float64Array;
  x: Float64Array;
  room: Float64Array;
  below: Float64Array;
  above: Float64Array;
}

interface Move {
  coefficients: Float64Array;
  x: Float64Array;
  below: Float64Array;
  above: Float64Array;
}

export interface PinballProblem {
  design: Design;
  targets: Float64Array;
  /** Which quantile, 0..1. */
  level: number;
}

/**
 * The coefficients that minimise sum weight r (level - [r < 0]), r = y - x' b, together with its dual: maximise y' a over
 * 0 <= a <= weight with X' a = (1 - level) X' weight. Mehrotra's predictor and corrector from least squares on; ends when
 * both sides differ by less than 1e-13 of what they did at the start, or come no nearer. Gives the nearest that there was.
 * O(steps rows columns^2).
 * Source: S. Portnoy and R. Koenker (1997), The Gaussian hare and the Laplacian tortoise, Statistical Science 12, 279-300,
 * section 4.
 */
export function minimisePinball(problem: PinballProblem, onProgress?: Progress): Float64Array {
  const point = startOf(problem);
  const start = gapOf(point);
  let best = { gap: start, step: 0, coefficients: point.coefficients.slice() };
  for (let step = 1; step <= MOST_STEPS && best.gap > ENOUGH * start; step++) {
    onProgress?.((step - 1) / MOST_STEPS);
    advance(problem.design, point);
    const gap = gapOf(point);
    // A step that brings the point back to the middle may widen the gap, and the steps after it close it.
    if (gap < best.gap) best = { gap, step, coefficients: point.coefficients.slice() };
    else if (step - best.step >= PATIENCE) break;
  }
  onProgress?.(1);
  return best.coefficients;
}

/** One step of Mehrotra's method. */
function advance(design: Design, point: Point): void {
  const factor = normalMatrix(
    design,
    point.x.map((_, row) => stiffness(point, row)),
  );
  factorise(factor, design.width);
  const guess = moveOf(design, { point, factor, towards: 0, last: null });
  const towards = aim(point, guess, [stepLength(point, guess), stepLength(point, guess, 'prices')]);
  const move = moveOf(design, { point, factor, towards, last: guess });
  take(point, move, [stepLength(point, move), stepLength(point, move, 'prices')]);
}

function startOf({ design, targets, level }: PinballProblem): Point {
  const { weights, rows } = design;
  const factor = normalMatrix(design, weights);
  factorise(factor, design.width);
  const coefficients = solveFactorised(
    factor,
    timesRows(
      design,
      targets.map((y, row) => y * (weights[row] ?? 0)),
    ),
  );
  const rest = missedBy(design, targets, coefficients);
  const least = 0.01 * (rest.reduce((sum, missed) => sum + Math.abs(missed), 0) / rows);
  return {
    coefficients,
    x: weights.map((weight) => (1 - level) * weight),
    room: weights.map((weight) => level * weight),
    below: rest.map((missed) => Math.max(-missed, 0) + least),
    above: rest.map((missed) => Math.max(missed, 0) + least),
  };
}

function gapOf({ x, room, below, above }: Point): number {
  let gap = 0;
  for (let row = 0; row < x.length; row++) {
    gap += (x[row] ?? 0) * (below[row] ?? 0) + (room[row] ?? 0) * (above[row] ?? 0);
  }
  return gap;
}

function stiffness({ x, room, below, above }: Point, row: number): number {
  return 1 / ((below[row] ?? 0) / (x[row] ?? 1) + (above[row] ?? 0) / (room[row] ?? 1));
}

function productOf({ perRow, index, value }: Design, coefficients: Float64Array, row: number): number {
  let sum = 0;
  for (let entry = row * perRow; entry < (row + 1) * perRow; entry++) {
    sum += (coefficients[index[entry] ?? 0] ?? 0) * (value[entry] ?? 0);
  }
  return sum;
}

interface Aim {
  point: Point;
  /** Of X' Q X. */
  factor: Float64Array;
  /** What each product of a place and its price shall become. */
  towards: number;
  /** The move whose squares are corrected for. */
  last: Move | null;
}

/** Newton's move: x below and room above become `towards`, X' x and above - below + X b stay. */
function moveOf(design: Design, { point, factor, towards, last }: Aim): Move {
  const { x, room, below, above } = point;
  const rows = x.length;
  const pull = new Float64Array(rows);
  const [toBelow, toAbove] = [new Float64Array(rows), new Float64Array(rows)];
  for (let row = 0; row < rows; row++) {
    const ofLast = last?.x[row] ?? 0;
    toBelow[row] = (towards - ofLast * (last?.below[row] ?? 0)) / (x[row] ?? 1);
    toAbove[row] = (towards + ofLast * (last?.above[row] ?? 0)) / (room[row] ?? 1);
    pull[row] = (toBelow[row] ?? 0) - (toAbove[row] ?? 0) + (above[row] ?? 0) - (below[row] ?? 0);
  }
  const right = timesRows(
    design,
    pull.map((one, row) => one * stiffness(point, row)),
  );
  const coefficients = solveFactorised(factor, right);
  const move = { coefficients, x: new Float64Array(rows), below: toBelow, above: toAbove };
  for (let row = 0; row < rows; row++) {
    const change = stiffness(point, row) * ((pull[row] ?? 0) - productOf(design, coefficients, row));
    const [down, up] = [below[row] ?? 0, above[row] ?? 0];
    move.x[row] = change;
    toBelow[row] = (toBelow[row] ?? 0) - down - (down * change) / (x[row] ?? 1);
    toAbove[row] = (toAbove[row] ?? 0) - up + (up * change) / (room[row] ?? 1);
  }
  return move;
}

/** How much of a move stays inside: of the places, or of their prices. */
function stepLength(point: Point, move: Move, of?: 'prices'): number {
  let most = Infinity;
  for (let row = 0; row < point.x.length; row++) {
    const change = move.x[row] ?? 0;
    const first = of ? [point.below[row] ?? 0, move.below[row] ?? 0] : [point.x[row] ?? 0, change];
    const second = of ? [point.above[row] ?? 0, move.above[row] ?? 0] : [point.room[row] ?? 0, -change];
    for (const [at = 0, by = 0] of [first, second]) if (by < 0) most = Math.min(most, -at / by);
  }
  return Math.min(1, NEARLY * most);
}

/** Mehrotra's rule: the better the guess goes, the nearer to 0 the products are to come. */
function aim(point: Point, guess: Move, [near, far]: [number, number]): number {
  const gap = gapOf(point);
  let after = 0;
  for (let row = 0; row < point.x.length; row++) {
    const change = near * (guess.x[row] ?? 0);
    after += ((point.x[row] ?? 0) + change) * ((point.below[row] ?? 0) + far * (guess.below[row] ?? 0));
    after += ((point.room[row] ?? 0) - change) * ((point.above[row] ?? 0) + far * (guess.above[row] ?? 0));
  }
  return ((after / gap) ** 3 * gap) / (2 * point.x.length);
}

function take(point: Point, move: Move, [near, far]: [number, number]): void {
  const { coefficients, x, room, below, above } = point;
  for (let term = 0; term < coefficients.length; term++) {
    coefficients[term] = (coefficients[term] ?? 0) + far * (move.coefficients[term] ?? 0);
  }
  for (let row = 0; row < x.length; row++) {
    const change = near * (move.x[row] ?? 0);
    x[row] = (x[row] ?? 0) + change;
    room[row] = (room[row] ?? 0) - change;
    below[row] = (below[row] ?? 0) + far * (move.below[row] ?? 0);
    above[row] = (above[row] ?? 0) + far * (move.above[row] ?? 0);
  }
}
