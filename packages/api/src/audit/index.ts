export { auditRouter } from './audit.router.ts';
export { exportAudit } from './audit-export.ts';
