import { LABELS, LABELS_A_SLOT, LAST } from './count-table.ts';
import type { Features } from './features.ts';
import { AMOUNT_SELECTORS, BUCKETS, PAYEE_SELECTORS, type Categoriser, type Weights } from './model.ts';
import { LAST_SCALE, type Scores } from './score.ts';

const RATE = 0.01;
const SELECTOR_RATE = 0.005;

/** One AdaGrad step (Duchi, Hazan, Singer 2011) of one weight. */
function step({ value, squares }: Weights, index: number, gradient: number, rate: number): void {
  const sum = (squares[index] ?? 1) + gradient * gradient;
  squares[index] = sum;
  value[index] = (value[index] ?? 0) - (rate * gradient) / Math.sqrt(sum);
}

/** Moves every weight that took part against the gradient of the log loss of the true label. */
export function updateMixer(
  model: Categoriser,
  features: Features,
  { scores, label }: { scores: Scores; label: number },
): void {
  const { probabilities, logRate } = scores;
  let priorGradient = 0;
  for (let index = 0; index < model.labels.length; index++) {
    const residual = (probabilities[index] ?? 0) - (index === label ? 1 : 0);
    // A label that is all but impossible moves nothing.
    if (residual < 1e-6 && residual > -1e-6) continue;
    step(model.bias, index, residual, RATE);
    priorGradient += residual * (logRate[index] ?? 0);
  }
  step(model.prior, 0, priorGradient, RATE);
  for (let context = 0; context < features.contextCount; context++) {
    if ((scores.slots[context] ?? -1) >= 0) updateContext(model, features, { scores, label, context });
  }
}

interface Update {
  scores: Scores;
  label: number;
  context: number;
}

function updateContext(model: Categoriser, features: Features, { scores, label, context }: Update): void {
  const { words } = model.table;
  const { probabilities, evidence } = scores;
  const slot = scores.slots[context] ?? 0;
  const bucket = scores.buckets[context] ?? 0;
  const row = context * model.labelRoom;
  let gradient = 0;
  for (let index = 0; index < LABELS_A_SLOT; index++) {
    const d = evidence[context * LABELS_A_SLOT + index] ?? 0;
    if (d === 0) continue;
    const held = words[slot + LABELS + index] ?? 0;
    const residual = ((probabilities[held] ?? 0) - (held === label ? 1 : 0)) * d;
    gradient += residual;
    if (residual > 1e-4 || residual < -1e-4) step(model.contextLabel, row + held, residual, RATE);
  }
  if (gradient !== 0) {
    step(model.context, context, gradient, RATE);
    step(model.contextBucket, context * BUCKETS + bucket, gradient, RATE);
    step(model.contextPayee, context * PAYEE_SELECTORS + features.payeeSelector, gradient, SELECTOR_RATE);
    step(model.contextAmount, context * AMOUNT_SELECTORS + features.amountSelector, gradient, SELECTOR_RATE);
  }
  const last = words[slot + LAST] ?? -1;
  if (last < 0) return;
  const lastGradient = LAST_SCALE * ((probabilities[last] ?? 0) - (last === label ? 1 : 0));
  step(model.last, context, lastGradient, RATE);
  step(model.lastBucket, context * BUCKETS + bucket, lastGradient, RATE);
}
