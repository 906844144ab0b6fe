export { STEWARD_VERSION } from './version.ts';
