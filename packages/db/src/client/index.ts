export {
  deleteWorkspaceFile,
  openWorkspaceDb,
  type WorkspaceDb,
  type WriteTx,
  type Orm,
} from './workspace-db.ts';
export { isTaken, openDatabaseFile } from './database-file.ts';
export { Mutex } from './mutex.ts';
export { migrate } from './migrate.ts';
