import { relabelRows } from './attention.ts';
import { replaceLabel } from './count-table.ts';
import { indexOfLabel, liveLabel, lookUp, type Categoriser } from './model.ts';

/** A label and all that were merged into it. */
export function namesakes(model: Categoriser, live: number): number[] {
  if (model.retired === 0) return [live];
  return model.labels.flatMap((_, label) => (liveLabel(model, label) === live ? [label] : []));
}

/** What was learned under `from` counts as `into` from now on. O(slots). */
export function mergeLabels(model: Categoriser, from: string, into: string): void {
  const source = lookUp(model).get(from);
  if (source === undefined || from === into) return;
  const target = indexOfLabel(model, into);
  if (model.fates[target] !== -1) model.retired -= 1;
  model.fates[target] = -1;
  if (model.fates[source] === -1) model.retired += 1;
  model.fates[source] = target;
  model.changes += 1;
  replaceEverywhere(model, source, target);
  model.rates[target] = (model.rates[target] ?? 0) + (model.rates[source] ?? 0);
  model.rates[source] = 0;
}

/** The label is never predicted again, unless it is seen again. O(slots). */
export function removeLabel(model: Categoriser, label: string): void {
  const index = lookUp(model).get(label);
  if (index === undefined || model.fates[index] !== -1) return;
  model.fates[index] = -2;
  model.retired += 1;
  model.changes += 1;
  replaceEverywhere(model, index, -1);
  model.rateTotal -= model.rates[index] ?? 0;
  model.rates[index] = 0;
}

function replaceEverywhere(model: Categoriser, from: number, into: number): void {
  replaceLabel(model.table, from, into);
  const places = [model.payees.last, model.columnValues.last, model.recent];
  for (const last of places) {
    for (let index = 0; index < last.length; index++) if (last[index] === from) last[index] = into;
  }
  // The linear expert learns what a merged label is from its rows to come.
  if (model.experts) relabelRows(model.experts.attention, from, into);
}
