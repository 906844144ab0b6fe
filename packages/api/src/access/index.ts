export { accessRouter } from './access.router.ts';
export type { AccessRequest, AccessService, Cookies, Limit } from './access.service.ts';
export { createPrintedLink } from './printed-link.ts';
export { accountRouter } from './account.router.ts';
export type { AccountService, PasskeyRequest, TotpSecret } from './account.service.ts';
export { createAccess } from './create-access.ts';
export { keyOf } from './keys.ts';
