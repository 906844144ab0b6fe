import { UndoRefusal, type UndoProgress } from '@steward/core/changes';

/** What stands in the way, where that is why a form was refused; null for any other refusal. */
export function readRefusal(details: unknown): UndoRefusal | null {
  return UndoRefusal.safeParse(details).data ?? null;
}

type Direction = UndoProgress['direction'];

/** What stood in the way of a large undo or redo, as long as it can still be asked for; else null. */
export function refusalOf({ state, direction, outcome }: UndoProgress, wanted: Direction) {
  const isRefused = state === 'refused' && outcome !== null && outcome.left.length > 0;
  if (!isRefused || direction !== wanted) return null;
  return { laterEdits: outcome.left, count: outcome.leftCount, action: direction };
}
