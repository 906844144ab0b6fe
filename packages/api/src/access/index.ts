export { accessRouter } from './access.router.ts';
export { accountRouter } from './account.router.ts';
export type { AccountService, PasskeyRequest, TotpSecret } from './account.service.ts';
export type { AccessRequest, AccessService, Cookies } from './access.service.ts';
export { createAccess } from './create-access.ts';
