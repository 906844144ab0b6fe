/** Curves that are learned one label at a time: p = 1 / (1 + exp(-sum coefficient term)). */
export type CurveMethod = 'platt' | 'temperature' | 'beta';

/** Plain data: it can be stored and taken up again. */
export interface OnlineCurve {
  method: CurveMethod;
  /** One a term, the intercept last where there is one. */
  coefficients: number[];
  /** Sums of squared gradients, by which steps become smaller. */
  squares: number[];
  rate: number;
}

const EDGE = 1e-6;

/** The first coefficients: those of the identity. */
const IDENTITY: Record<CurveMethod, readonly number[]> = {
  platt: [1, 0],
  temperature: [1],
  beta: [1, 1, 0],
};

export function createOnlineCurve(method: CurveMethod, rate: number): OnlineCurve {
  if (!(rate > 0 && rate < Infinity)) {
    throw new RangeError(`createOnlineCalibration needs a rate above 0, got ${rate}`);
  }
  const coefficients = [...IDENTITY[method]];
  return { method, coefficients, squares: coefficients.map(() => 1), rate };
}

/** What a coefficient stands before: the logit, its two halves, 1. */
function termsOf(method: CurveMethod, score: number): number[] {
  const value = Math.min(1 - EDGE, Math.max(EDGE, score));
  const [ofScore, ofRest] = [Math.log(value), -Math.log(1 - value)];
  if (method === 'beta') return [ofScore, ofRest, 1];
  return method === 'platt' ? [ofScore + ofRest, 1] : [ofScore + ofRest];
}

export function applyOnlineCurve({ method, coefficients }: OnlineCurve, score: number): number {
  const terms = termsOf(method, score);
  return 1 / (1 + Math.exp(-terms.reduce((sum, term, index) => sum + term * (coefficients[index] ?? 0), 0)));
}

/** A step of logistic regression, each coefficient by its own rate (AdaGrad); all but the intercept stay at 0 at least. */
export function foldOnlineCurve(state: OnlineCurve, score: number, isTrue: boolean): void {
  const { method, coefficients, squares, rate } = state;
  const residual = applyOnlineCurve(state, score) - (isTrue ? 1 : 0);
  termsOf(method, score).forEach((term, index) => {
    const gradient = residual * term;
    const square = (squares[index] ?? 0) + gradient ** 2;
    const moved = (coefficients[index] ?? 0) - (rate * gradient) / Math.sqrt(square);
    squares[index] = square;
    coefficients[index] =
      method !== 'temperature' && index === coefficients.length - 1 ? moved : Math.max(0, moved);
  });
}
