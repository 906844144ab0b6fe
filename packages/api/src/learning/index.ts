export { catchUp, moveTo, openModel, openModelAt, type WorkspaceModel } from './workspace-model.ts';
export { toRow } from './learning-row.ts';
export { listSnapshots, readSnapshot } from './snapshots.ts';
