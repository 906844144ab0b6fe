export { applyChanges, type AppliedChanges, type ChangeRequest, type FieldChange } from './apply-changes.ts';
export { checkVersions } from './check-versions.ts';
export { undoChangeSet, type UndoDeps, type UndoRequest } from './undo-change-set.ts';
export { listChangeSetsPage } from './list-change-sets.ts';
