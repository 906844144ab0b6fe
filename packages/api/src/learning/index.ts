export { catchUp, moveTo, openModel, openModelAt, type WorkspaceModel } from './workspace-model.ts';
export { deleteSnapshots } from './snapshots.ts';
export { toRow } from './learning-row.ts';
