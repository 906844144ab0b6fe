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

export const ListChangeSetsInput = z.object({
  kind: ChangeSetKind.optional(),
  actorId: z.string().max(100).optional(),
  /** What was changed: the id of a transaction, a category, an account or anything else that changes. */
  entityId: z.string().max(500).optional(),
  /** A payee, or any of its transactions. */
  payeeId: z.string().max(100).optional(),
  importId: z.string().max(100).optional(),
  /** Start inclusive, end exclusive. */
  from: z.date().optional(),
  to: z.date().optional(),
  state: z.enum(['any', 'standing', 'undone']).default('any'),
  cursor: z.string().max(100).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListChangeSetsInput = z.infer<typeof ListChangeSetsInput>;

/** One changed field in words. */
export const ChangedField = z.object({
  entity: z.string(),
  entityId: z.string(),
  name: z.string(),
  field: z.string(),
  /** The field as people call it. */
  fieldName: z.string(),
  before: z.string(),
  after: z.string(),
});
export type ChangedField = z.infer<typeof ChangedField>;

export const ChangeSetDetail = ChangeSet.extend({
  fields: z.array(ChangedField),
  nextCursor: z.string().nullable(),
  /** The import that it is, if it is one. */
  importId: z.string().nullable(),
  /** What an undo or a redo is of: the change set that began it. */
  rootId: z.string(),
  /** Whether what that one did is undone now. */
  isUndone: z.boolean(),
  /** The undos and redos of it, oldest first. */
  followers: z.array(ChangeSet.omit({ itemCount: true })),
});
export type ChangeSetDetail = z.infer<typeof ChangeSetDetail>;

/** One field of one thing that was changed, with who did it. */
export const HistoryEntry = ChangedField.extend({
  changeSetId: z.string(),
  kind: ChangeSetKind,
  actor: Actor,
  reason: z.string(),
  at: z.date(),
  isUndone: z.boolean(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** What is kept of where a field comes from, as the value of a change. */
export interface ProvenanceValue {
  source: 'user' | 'rule' | 'model' | 'import';
  decisionId: string | null;
  isLocked: boolean;
  /** UTC milliseconds. */
  at: number;
  /** False for what was said while nothing was to be learned from the payee; absent for all else. */
  isTaught?: boolean;
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

/** Why an undo was refused, as the details of the error say: the first hundred, and how many there are. */
export const UndoRefusal = z.object({ laterEdits: z.array(LaterEdit).min(1), count: z.number().int() });
export type UndoRefusal = z.infer<typeof UndoRefusal>;

export const UndoInput = z.object({
  id: z.string().min(1).max(100),
  /** Whether to undo what can be undone where later edits stand in the way of some. */
  rest: z.boolean().default(false),
});
export type UndoInput = z.infer<typeof UndoInput>;

/** What came of a large undo that ran while nobody waited. */
export const UndoOutcome = z.object({
  /** Why it was refused or failed; null where it was done. */
  message: z.string().nullable(),
  undone: z.number().int(),
  /** What was left as it is, or stands in the way, at most a hundred of them. */
  left: z.array(LaterEdit),
  leftCount: z.number().int(),
});
export type UndoOutcome = z.infer<typeof UndoOutcome>;

export const UndoResult = z.object({
  /** `running`: it is too large to wait for; `getUndo` tells how far it is. */
  state: z.enum(['done', 'running']),
  /** The change set that undid it, undoing which is the redo; null while it runs. */
  changeSetId: z.string().nullable(),
  undone: z.number().int(),
  /** Others in the review queue whose suggestion is another one now. */
  changedOthers: z.number().int(),
  /** What was left as it is, at most a hundred of them. */
  left: z.array(LaterEdit),
  leftCount: z.number().int(),
});
export type UndoResult = z.infer<typeof UndoResult>;

export const UndoProgress = z.object({
  /** `none` where no large undo was asked for. */
  state: z.enum(['none', 'running', 'done', 'refused', 'failed']),
  direction: z.enum(['undo', 'redo']),
  /** Changes written so far, of how many. */
  done: z.number().int(),
  total: z.number().int(),
  outcome: UndoOutcome.nullable(),
});
export type UndoProgress = z.infer<typeof UndoProgress>;
