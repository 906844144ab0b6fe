export { appRouter, createCaller, type AppRouter } from './app-router.ts';
export { handleTrpc, TRPC_ENDPOINT } from './http.ts';
export { rest } from './rest.ts';
