export { accessRouter } from './access.router.ts';
export type { AccessRequest, AccessService, Cookies, Limit } from './access.service.ts';
export { createPrintedLink } from './printed-link.ts';
export { createAccess } from './create-access.ts';
