import { updateCalibrator, type Grounds } from './calibrator.ts';
import { keep, type JournalEntry } from './journal.ts';
import type { Judgement } from './late-label.ts';
import { liveLabel, lookUp, type Categoriser } from './model.ts';

export function judgementOf(model: Categoriser, about: Grounds, judged: number): Judgement {
  const { inputs, label, payee, column } = about;
  return {
    ...{ label: model.labels[label] ?? '', judged },
    inputs: Array.from(inputs.subarray(0, model.calibrator.weights.length)),
    ...{ payee, column },
  };
}

/** @throws RangeError for what a model like this one did not say. */
export function checkJudgement(model: Categoriser, judgement: Judgement): void {
  const { label, judged, inputs, payee, column } = judgement;
  const { weights, payeeBias, columnBias } = model.calibrator;
  const fail = (what: string) => {
    throw new RangeError(`a judgement of this model is needed: ${what}`);
  };
  if (inputs.length !== weights.length) fail(`${inputs.length} inputs instead of ${weights.length}`);
  if (!inputs.every(Number.isFinite)) fail('inputs are to be finite');
  if (!(judged >= 0 && judged <= 1)) fail(`judged ${judged} is not between 0 and 1`);
  if (!(payee in payeeBias)) fail(`payee ${payee} has no line`);
  if (column !== -1 && !(column in columnBias)) fail(`column ${column} has no line`);
  if (!lookUp(model).has(label)) fail(`it never learned the label ${JSON.stringify(label)}`);
}

/** Calibrates by what was said of a row then, and by its true label, which is known now. */
export function settle(
  model: Categoriser,
  judgement: Judgement,
  { truth, entry }: { truth: number; entry: JournalEntry | null },
): void {
  const said = lookUp(model).get(judgement.label) ?? 0;
  const { calibrator } = model;
  const about: Grounds = { ...judgement, inputs: Float64Array.from(judgement.inputs), label: said };
  if (entry) {
    keep(entry, calibrator.labelBias.subarray(said, said + 1));
    keep(entry, calibrator.payeeBias.subarray(about.payee, about.payee + 1));
    if (about.column >= 0) keep(entry, calibrator.columnBias.subarray(about.column, about.column + 1));
  }
  const isHit = liveLabel(model, said) === truth;
  updateCalibrator(model, about, { judged: judgement.judged, isHit });
}
