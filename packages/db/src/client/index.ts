export { openWorkspaceDb, type WorkspaceDb, type WriteTx, type Orm } from './workspace-db.ts';
export { openDatabaseFile } from './database-file.ts';
export { migrate } from './migrate.ts';
