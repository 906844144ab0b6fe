import { z } from 'zod';
import { Actor, idSchema } from '../identity/index.ts';

export const ChangeSetKind = z.enum(['import', 'rule', 'approval', 'edit', 'undo', 'redo']);
export type ChangeSetKind = z.infer<typeof ChangeSetKind>;

export const ChangeSet = z.object({
  id: idSchema('chg'),
  kind: ChangeSetKind,
  actor: Actor,
  reason: z.string(),
  at: z.date(),
  undoneById: z.string().nullable(),
  undoesId: z.string().nullable(),
  itemCount: z.number().int().min(0),
});
export type ChangeSet = z.infer<typeof ChangeSet>;

export const ChangeSetPage = z.object({ items: z.array(ChangeSet), nextCursor: z.string().nullable() });
export type ChangeSetPage = z.infer<typeof ChangeSetPage>;

/** What is kept of where a field comes from, as the value of a change. */
export interface ProvenanceValue {
  source: 'user' | 'rule' | 'model' | 'import';
  decisionId: string | null;
  isLocked: boolean;
  /** UTC milliseconds. */
  at: number;
}

/** Something that stands in the way of an undo: mostly a later edit. */
export const LaterEdit = z.object({
  entity: z.string(),
  entityId: z.string(),
  /** What the entity is called. */
  name: z.string(),
  field: z.string(),
  /** What the change set left there, and what stands there now, by name. */
  left: z.string(),
  found: z.string(),
  why: z.enum(['changed', 'in_use', 'taken', 'needed', 'splits', 'reconciled', 'month_closed']),
  /** All of it in a sentence. */
  message: z.string(),
  /** The change set that did it, where one did. */
  by: z.object({ changeSetId: z.string(), reason: z.string(), actor: Actor, at: z.date() }).nullable(),
});
export type LaterEdit = z.infer<typeof LaterEdit>;

export const UndoInput = z.object({
  id: z.string().min(1).max(100),
  /** Whether to undo what can be undone where later edits stand in the way of some. */
  rest: z.boolean().default(false),
});
export type UndoInput = z.infer<typeof UndoInput>;

export const UndoResult = z.object({
  /** The change set that undid it; undoing that one is the redo. */
  changeSetId: z.string(),
  undone: z.number().int(),
  /** Others in the review queue whose suggestion is another one now. */
  changedOthers: z.number().int(),
  /** What was left as it is, at most a hundred of them. */
  left: z.array(LaterEdit),
  leftCount: z.number().int(),
});
export type UndoResult = z.infer<typeof UndoResult>;
