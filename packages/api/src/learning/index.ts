export { exportModel } from './export-model.ts';
export { catchUp, moveTo, openModel, openModelAt, type WorkspaceModel } from './workspace-model.ts';
export { toRow } from './learning-row.ts';
export { learnExternal, requireCategories } from './learn-external.ts';
export { learningRouter } from './learning.router.ts';
