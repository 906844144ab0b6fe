import type { LateLabel } from './late-label.ts';
import { mergeLabels, removeLabel } from './labels.ts';
import { learnLate } from './learn.ts';
import { addContextColumn, type Categoriser } from './model.ts';

/** Everything that changes a categoriser. */
export type CategoriserEvent =
  | ({ type: 'label_seen' } & LateLabel)
  | { type: 'labels_merged'; from: string; into: string }
  | { type: 'label_removed'; label: string }
  | { type: 'context_column_added'; name: string };

/** Applies events in order. The same events on equal models give equal models, bit for bit. */
export function fold(model: Categoriser, events: Iterable<CategoriserEvent>): Categoriser {
  for (const event of events) apply(model, event);
  return model;
}

function apply(model: Categoriser, event: CategoriserEvent): void {
  switch (event.type) {
    case 'label_seen':
      learnLate(model, event);
      return;
    case 'labels_merged':
      mergeLabels(model, event.from, event.into);
      return;
    case 'label_removed':
      removeLabel(model, event.label);
      return;
    case 'context_column_added':
      addContextColumn(model, event.name);
  }
}
