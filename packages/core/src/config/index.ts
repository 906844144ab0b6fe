export { STEWARD_VERSION, VERSION_HEADER } from './version.ts';
