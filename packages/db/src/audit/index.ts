export { appendAudit, type AuditEntry, type AppendedAudit } from './audit-append.ts';
export {
  readAuditRange,
  readAuditHead,
  readAuditPayload,
  searchAudit,
  type AuditSearch,
} from './audit.repository.ts';
