import { LaterEdit, type UndoProgress } from '@steward/core/changes';
import { z } from 'zod';

const Refusal = z.object({ laterEdits: z.array(LaterEdit).min(1), count: z.number().int() });

/** What stands in the way, where that is why a form was refused; null for any other refusal. */
export function readRefusal(details: unknown): z.infer<typeof Refusal> | null {
  return Refusal.safeParse(details).data ?? null;
}

type Direction = UndoProgress['direction'];

/** What stood in the way of a large undo or redo, as long as it can still be asked for; else null. */
export function refusalOf({ state, direction, outcome }: UndoProgress, wanted: Direction) {
  const isRefused = state === 'refused' && outcome !== null && outcome.left.length > 0;
  if (!isRefused || direction !== wanted) return null;
  return { laterEdits: outcome.left, count: outcome.leftCount, action: direction };
}
