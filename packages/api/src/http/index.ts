export { createApiHandler, isApiPath } from './api-handler.ts';
export { isCrossSite, securityHeaders } from './request-guard.ts';
