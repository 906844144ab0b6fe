import { ChangeSetKind, type ListChangeSetsInput } from '@steward/core/changes';

type HistoryFilter = Partial<ListChangeSetsInput>;

/** What the address of the history asks for; what cannot be is as if absent. Days are of the person's time zone. */
export function readHistoryFilter(query: URLSearchParams, startOfDay: (day: string) => Date): HistoryFilter {
  const filter: HistoryFilter = {};
  const kind = ChangeSetKind.safeParse(query.get('kind'));
  if (kind.success) filter.kind = kind.data;
  for (const name of ['actorId', 'entityId', 'payeeId', 'importId', 'cursor'] as const) {
    const value = query.get(name)?.trim();
    if (value && value.length <= 100) filter[name] = value;
  }
  const state = query.get('state');
  if (state === 'standing' || state === 'undone') filter.state = state;
  const [from, to] = [query.get('from') ?? '', query.get('to') ?? ''];
  if (isDay(from)) filter.from = startOfDay(from);
  // The last day is part of the search.
  if (isDay(to)) filter.to = startOfDay(dayAfter(to));
  if (Number.isNaN(Number(filter.cursor ?? 0))) delete filter.cursor;
  return filter;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}
