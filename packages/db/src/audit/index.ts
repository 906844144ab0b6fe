export { appendAudit, type AuditEntry } from './audit-append.ts';
export { readAuditRange, readAuditHead, readAuditPayload, searchAudit } from './audit.repository.ts';
export { eraseOldAnswers, eraseOldPayloads, truncateLog } from './audit-erase.ts';
