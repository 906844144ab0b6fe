import { rest } from '@steward/api/router';
import { describeDocument } from '#lib/reference/describe-operations.ts';
import type { PageServerLoad } from './$types';

/** Open to everyone: it says what there is, and nothing of what is in it. */
export const load: PageServerLoad = ({ url }) => describeDocument(rest.document, url.origin);
