import { getRuntime } from '@steward/api/runtime';
import type { RequestHandler } from './$types';

/** The control database answers, so requests can be served. */
export const GET: RequestHandler = async ({ locals }) => {
  const { access, log } = await getRuntime();
  try {
    await access.ping();
    return Response.json({ status: 'ready' });
  } catch (error) {
    log.error({ requestId: locals.requestId, err: error }, 'not ready');
    return Response.json({ status: 'unavailable', reason: 'control_database' }, { status: 503 });
  }
};
