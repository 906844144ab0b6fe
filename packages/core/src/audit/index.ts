export {
  AuditAction,
  AuditExportTrailer,
  AuditHeader,
  AuditLog,
  AuditLogPage,
  AuditRecord,
  AuditSystem,
  SearchAuditLogs,
} from './audit.schema.ts';
export { GENESIS_HASH, linkRecord } from './audit-chain.ts';
export {
  createVerifier,
  verifyRecord,
  verifyExport,
  type AuditFault,
  type AuditVerification,
  type AuditVerifier,
} from './audit-verify.ts';
