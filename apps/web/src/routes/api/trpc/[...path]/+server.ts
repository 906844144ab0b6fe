import { handleTrpc } from '@steward/api/router';
import { contextOf } from '#lib/server/api.ts';
import { getRuntime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

const handler: RequestHandler = async (event) =>
  handleTrpc(event.request, event.locals.refused ?? contextOf(event, await getRuntime()));

export { handler as GET, handler as POST };
