export {
  AuditAction,
  AuditExportTrailer,
  AuditLog,
  AuditLogPage,
  AuditRecord,
  AuditSystem,
  SearchAuditLogs,
} from './audit.schema.ts';
export { GENESIS_HASH, linkRecord } from './audit-chain.ts';
export { createVerifier, verifyExport, verifyRecord } from './audit-verify.ts';
