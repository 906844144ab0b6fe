export { runAudit, AUDIT_USAGE } from './audit.ts';
