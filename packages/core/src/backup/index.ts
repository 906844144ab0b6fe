export {
  BackupManifest,
  RestoreReport,
  type AuditHead,
  type BackedUpWorkspace,
  type BackupFile,
  type RestoredWorkspace,
} from './backup.schema.ts';
