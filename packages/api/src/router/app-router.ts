import { accessRouter } from '../access/index.ts';
import { settingsRouter } from '../settings/index.ts';
import { createCallerFactory, router } from '../trpc/index.ts';

/** Everything that the admin app and other apps can ask. */
export const appRouter = router({
  access: accessRouter,
  settings: settingsRouter,
});

export type AppRouter = typeof appRouter;

/** Calls procedures inside the process, with the same checks as over HTTP. */
export const createCaller = createCallerFactory(appRouter);
