export type { OpenWorkspaces, Services } from './services.ts';
