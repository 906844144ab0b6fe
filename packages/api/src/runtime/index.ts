export { tailAudit } from './audit-tail.ts';
export { getRuntime } from './process-runtime.ts';
export { createRuntime, type Runtime } from './runtime.ts';
export type { OpenWorkspaces, Services } from './services.ts';
