export { auditRouter } from './audit.router.ts';
export { exportAudit } from './audit-export.ts';
export { createRetentionRunner } from './retention-runner.ts';
export { applyRetention } from './retention.ts';
