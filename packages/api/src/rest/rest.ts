import type { AnyRouter } from '@trpc/server';
import type { Context } from '../trpc/index.ts';
import { answerRest, type ReadyRoute, type RestAnswer, type RestRequest } from './answer.ts';
import { fileRoutes, type FileRoute } from './file-routes.ts';
import { createRouteFinder } from './find-route.ts';
import { createOpenApi, type OpenApiDocument } from './openapi.ts';
import { createInputReader } from './read-input.ts';
import { routesOf, type RestRoute } from './route.ts';

/** Where REST begins. A change that would break a caller gets a new number. */
export const REST_PREFIX = '/api/v1';

const VERSION = '1.0.0';

export interface Rest {
  answer(request: RestRequest, context: Context): Promise<RestAnswer>;
  document: OpenApiDocument;
}

type CallProcedure = (context: Context, route: RestRoute, input: unknown) => Promise<unknown>;

/** REST over the procedures of a router: the same access rules, schemas and services. */
export function createRest(router: AnyRouter, callProcedure: CallProcedure): Rest {
  const routes = routesOf(router);
  const ready = routes.map((route): ReadyRoute => ({
    ...route,
    readInput: createInputReader(route),
    call: (context, input) => callProcedure(context, route, input),
  }));
  const document = createOpenApi({ routes, files: fileRoutes, prefix: REST_PREFIX, version: VERSION });
  const find = createRouteFinder<ReadyRoute | FileRoute>([...ready, ...fileRoutes]);
  const text = JSON.stringify(document);
  return {
    document,
    answer: (request, context) => {
      if (request.method === 'GET' && request.path === '/openapi.json') {
        return Promise.resolve({ status: 200, headers: { 'content-type': 'application/json' }, body: text });
      }
      return answerRest(find, request, context);
    },
  };
}
