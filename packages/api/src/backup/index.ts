export { createBackup, type BackupRequest, type BackupResult, type Progress } from './create-backup.ts';
export { restoreBackup, type RestoreRequest } from './restore-backup.ts';
export { proveChain } from './prove-chain.ts';
