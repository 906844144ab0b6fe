export { exportModel } from './export-model.ts';
export { catchUp, moveTo, openModel, openModelAt, type WorkspaceModel } from './workspace-model.ts';
export { deleteSnapshots } from './snapshots.ts';
export { toRow } from './learning-row.ts';
export { listSnapshots, readSnapshot } from './snapshots.ts';
export { learnExternal, requireCategories } from './learn-external.ts';
export { learningRouter } from './learning.router.ts';
