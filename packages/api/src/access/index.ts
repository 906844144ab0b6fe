export type { AccessRequest, AccessService, Cookies, Identity } from './access-service.ts';
