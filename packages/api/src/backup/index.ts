export { createBackup, type BackupRequest } from './create-backup.ts';
export { restoreBackup } from './restore-backup.ts';
export { proveChain } from './prove-chain.ts';
