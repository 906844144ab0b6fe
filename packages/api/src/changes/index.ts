export { applyChanges, type ChangeRequest, type FieldChange } from './apply-changes.ts';
export { readUndoProgress, requestUndo } from './request-undo.ts';
export { createUndoRunner, type UndoRunner } from './undo-runner.ts';
export { findProtected } from './guards.ts';
export { undoChangeSet, type UndoDeps } from './undo-change-set.ts';
export { getChangeSet, listChangeSetsPage, readHistory } from './history.service.ts';
