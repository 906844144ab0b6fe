import { LABELS_A_SLOT } from './count-table.ts';
import { updateTrust } from './experts.ts';
import type { Features } from './features.ts';
import { BUCKETS, CONTEXT_WEIGHTS, LABEL_SELECTORS, type Categoriser } from './model.ts';
import { LAST_SCALE, type Scores } from './score.ts';
import { stepSelected } from './selected-weights.ts';
import { step, stepSelector } from './weights.ts';

/** A gradient below this moves nothing worth the time. */
const NEGLIGIBLE = 1e-4;

/** What was so: the true label and, when it was a candidate, its position among them (else -1). */
export interface Truth {
  label: number;
  position: number;
}

/** Moves every weight that took part against the gradient of the log loss of the true label. */
export function updateMixer(
  model: Categoriser,
  features: Features,
  { scores, truth }: { scores: Scores; truth: Truth },
): void {
  const { probabilities, logRates, candidates } = scores;
  let priorGradient = 0;
  // From here on the probabilities hold the residuals: they are needed for nothing else.
  if (truth.position >= 0) probabilities[truth.position] = (probabilities[truth.position] ?? 0) - 1;
  else step(model.bias, truth.label * 2, -1);
  for (let position = 0; position < scores.count; position++) {
    const residual = probabilities[position] ?? 0;
    if (residual < NEGLIGIBLE && residual > -NEGLIGIBLE) continue;
    step(model.bias, (candidates[position] ?? 0) * 2, residual);
    priorGradient += residual * (logRates[position] ?? 0);
  }
  step(model.prior, 0, priorGradient);
  if (model.experts) updateTrust(model.experts, scores, probabilities);
  const at = { scores, context: 0 };
  for (; at.context < features.contextCount; at.context++) {
    if ((scores.slots[at.context] ?? -1) >= 0) updateContext(model, features, at);
  }
}

interface At {
  scores: Scores;
  context: number;
}

function updateContext(model: Categoriser, features: Features, { scores, context }: At): void {
  const { probabilities: residuals, evidence, positions, candidates } = scores;
  const { contextWeights, labelWeights } = model;
  const { contextCount } = features;
  let gradient = 0;
  const base = context * LABELS_A_SLOT;
  for (let index = base; index < base + LABELS_A_SLOT; index++) {
    const position = positions[index] ?? -1;
    if (position < 0) continue;
    const part = (residuals[position] ?? 0) * (evidence[index] ?? 0);
    gradient += part;
    if (part < NEGLIGIBLE && part > -NEGLIGIBLE) continue;
    const row = (candidates[position] ?? 0) & (LABEL_SELECTORS - 1);
    step(labelWeights, (row * contextCount + context) * 2, part);
  }
  const first = context * CONTEXT_WEIGHTS * 2;
  const bucket = (scores.buckets[context] ?? 0) * 2;
  if (gradient >= NEGLIGIBLE || gradient <= -NEGLIGIBLE) {
    step(contextWeights, first, gradient);
    step(contextWeights, first + 2 + bucket, gradient);
    stepSelector(model.payeeWeights, (features.payeeSelector * contextCount + context) * 2, gradient);
    stepSelector(model.columnWeights, (features.columnSelector * contextCount + context) * 2, gradient);
    if (model.experts) stepSelected(model.experts.selected, context, gradient);
    stepSelector(model.amountWeights, (features.amountSelector * contextCount + context) * 2, gradient);
  }
  const last = scores.lasts[context] ?? -1;
  const lastGradient = last < 0 ? 0 : LAST_SCALE * (residuals[last] ?? 0);
  if (lastGradient < NEGLIGIBLE && lastGradient > -NEGLIGIBLE) return;
  const firstLast = first + (1 + BUCKETS) * 2;
  step(contextWeights, firstLast, lastGradient);
  step(contextWeights, firstLast + 2 + bucket, lastGradient);
}
