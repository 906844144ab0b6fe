export { openWorkspaceDb, type WorkspaceDb, type WriteTx, type Orm } from './workspace-db.ts';
export { openDatabaseFile, type DatabaseFile } from './database-file.ts';
export { migrate } from './migrate.ts';
