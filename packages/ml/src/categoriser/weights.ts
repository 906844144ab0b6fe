/** Weights learned by AdaGrad, each beside its accumulator: value, sum of squares, value, … */
export type Weights = Float32Array<ArrayBuffer>;

const INITIAL_SQUARES = 1;
const RATE = 0.01;
const SELECTOR_RATE = 0.005;
const QUICK_RATE = 0.02;

export function createWeights(count: number, initial = 0): Weights {
  const weights = new Float32Array(count * 2).fill(INITIAL_SQUARES);
  for (let at = 0; at < weights.length; at += 2) weights[at] = initial;
  return weights;
}

/** A longer array that begins with the same weights. */
export function lengthenWeights(weights: Weights, count: number): Weights {
  const longer = createWeights(count);
  longer.set(weights);
  return longer;
}

/** The same rows of weights, each made longer at its end. */
export function widenWeights(weights: Weights, from: number, to: number): Weights {
  const rows = weights.length / 2 / from;
  const wider = createWeights(rows * to);
  for (let row = 0; row < rows; row++) {
    wider.set(weights.subarray(row * from * 2, (row + 1) * from * 2), row * to * 2);
  }
  return wider;
}

/** One step of AdaGrad (Duchi, Hazan and Singer 2011) against a gradient. `at` counts floats, so it is even. */
export function step(weights: Weights, at: number, gradient: number): void {
  const sum = (weights[at + 1] ?? INITIAL_SQUARES) + gradient * gradient;
  weights[at + 1] = sum;
  weights[at] = (weights[at] ?? 0) - (RATE * gradient) / Math.sqrt(sum);
}

/** The same for a weight that only some rows share, at half the rate. */
export function stepSelector(weights: Weights, at: number, gradient: number): void {
  const sum = (weights[at + 1] ?? INITIAL_SQUARES) + gradient * gradient;
  weights[at + 1] = sum;
  weights[at] = (weights[at] ?? 0) - (SELECTOR_RATE * gradient) / Math.sqrt(sum);
}

/** The same for a weight of which there are few, each with rows enough, at twice the rate. */
export function stepQuickly(weights: Weights, at: number, gradient: number): void {
  const sum = (weights[at + 1] ?? INITIAL_SQUARES) + gradient * gradient;
  weights[at + 1] = sum;
  weights[at] = (weights[at] ?? 0) - (QUICK_RATE * gradient) / Math.sqrt(sum);
}
