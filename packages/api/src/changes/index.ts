export { applyChanges, type ChangeRequest, type FieldChange } from './apply-changes.ts';
export { checkVersions } from './check-versions.ts';
export { changesRouter } from './changes.router.ts';
export { readUndoProgress, requestUndo } from './request-undo.ts';
export { createUndoRunner, type UndoRunner } from './undo-runner.ts';
export { findProtected } from './guards.ts';
export { REDECIDED_PAYEES, undoChangeSet, writeUndo, type UndoDeps } from './undo-change-set.ts';
export { listChangeSetsPage } from './history.service.ts';
