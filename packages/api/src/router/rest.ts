import { createRest } from '../rest/index.ts';
import { appRouter, createCaller } from './app-router.ts';

type Call = (input: unknown) => Promise<unknown>;

/** REST over every procedure that names a route. */
export const rest = createRest(appRouter, (context, procedure, input) => {
  const [feature = '', name = ''] = procedure.split('.');
  const caller = createCaller(context) as unknown as Record<string, Record<string, Call>>;
  const call = caller[feature]?.[name];
  if (!call) throw new Error(`there is no procedure ${procedure}`);
  return call(input);
});
