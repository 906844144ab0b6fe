import { Cadence, type ListStreamsInput } from '@steward/core/recurring';

export type RecurringFilter = Partial<Omit<ListStreamsInput, 'limit'>>;

/** What the address of the list asks for; what cannot be is as if absent. */
export function readRecurringFilter(query: URLSearchParams): RecurringFilter {
  const filter: RecurringFilter = {};
  const show = query.get('show');
  if (show === 'ended' || show === 'dismissed') filter.show = show;
  const direction = query.get('direction');
  if (direction === 'in' || direction === 'out') filter.direction = direction;
  const cadence = Cadence.safeParse(query.get('cadence'));
  if (cadence.success) filter.cadence = cadence.data;
  const payeeId = query.get('payeeId');
  if (payeeId) filter.payeeId = payeeId.slice(0, 100);
  const cursor = query.get('cursor');
  if (cursor) filter.cursor = cursor.slice(0, 200);
  return filter;
}
