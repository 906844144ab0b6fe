export { applyChanges, type ChangeRequest, type FieldChange } from './apply-changes.ts';
export { undoChangeSet, type UndoDeps } from './undo-change-set.ts';
export { listChangeSetsPage } from './list-change-sets.ts';
