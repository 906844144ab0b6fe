import { accessRouter, accountRouter } from '../access/index.ts';
import { attachmentsRouter } from '../attachments/index.ts';
import { auditRouter } from '../audit/index.ts';
import { budgetsRouter } from '../budgets/index.ts';
import { changesRouter } from '../changes/index.ts';
import { decisionsRouter } from '../decisions/index.ts';
import { feedbackRouter } from '../feedback/index.ts';
import { demoRouter } from '../demo/index.ts';
import { healthRouter } from '../health/index.ts';
import { importsRouter } from '../imports/index.ts';
import { learningRouter } from '../learning/index.ts';
import { ledgerRouter } from '../ledger/index.ts';
import { matchesRouter } from '../matches/index.ts';
import { payeesRouter } from '../payees/index.ts';
import { recurringRouter } from '../recurring/index.ts';
import { reviewRouter } from '../review/index.ts';
import { searchRouter } from '../search/index.ts';
import { settingsRouter } from '../settings/index.ts';
import { webhooksRouter } from '../webhooks/index.ts';
import { closingRouter } from '../closing/index.ts';
import { createCallerFactory, mergeRouters, router } from '../trpc/index.ts';

/** Everything that the admin app and other apps can ask. */
export const appRouter = router({
  access: accessRouter,
  account: accountRouter,
  attachments: attachmentsRouter,
  budgets: budgetsRouter,
  decisions: mergeRouters(decisionsRouter, feedbackRouter),
  demo: demoRouter,
  imports: importsRouter,
  learning: learningRouter,
  ledger: mergeRouters(ledgerRouter, changesRouter),
  matches: matchesRouter,
  mlSystem: mergeRouters(auditRouter, healthRouter),
  payees: payeesRouter,
  recurring: recurringRouter,
  review: reviewRouter,
  search: searchRouter,
  settings: settingsRouter,
  webhooks: webhooksRouter,
  closing: closingRouter,
});

export type AppRouter = typeof appRouter;

/** Calls procedures inside the process, with the same checks as over HTTP. */
export const createCaller = createCallerFactory(appRouter);
