export { createApiHandler, isApiPath } from './api-handler.ts';
export { isCrossSite, PLAIN_ANSWER_HEADERS, securityHeaders } from './request-guard.ts';
