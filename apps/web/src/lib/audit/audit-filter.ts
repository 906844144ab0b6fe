import { AuditAction, AuditSystem, type SearchAuditLogs } from '@steward/core/audit';

/** What the address of the audit page asks for; fields that cannot be are as if absent. */
export function readAuditFilter(query: URLSearchParams, timeZone: string): Partial<SearchAuditLogs> {
  const filter: Partial<SearchAuditLogs> = {};
  const system = AuditSystem.safeParse(query.get('system'));
  if (system.success) filter.system = system.data;
  const action = AuditAction.safeParse(query.get('action'));
  if (action.success) filter.action = action.data;
  for (const name of ['payeeId', 'actorId', 'subject'] as const) {
    const value = query.get(name)?.trim();
    if (value) filter[name] = value;
  }
  for (const name of ['minConfidence', 'maxConfidence'] as const) {
    const value = Number(query.get(name) || NaN);
    if (value >= 0 && value <= 1) filter[name] = value;
  }
  const from = query.get('from') ?? '';
  const to = query.get('to') ?? '';
  if (isDay(from)) filter.startDate = startOfDay(from, timeZone);
  // The last day is part of the search.
  if (isDay(to)) filter.endDate = startOfDay(dayAfter(to), timeZone);
  const cursor = Number(query.get('cursor'));
  if (Number.isSafeInteger(cursor) && cursor > 0) filter.cursor = cursor;
  return filter;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

/** The instant at which a day begins in a time zone. */
export function startOfDay(day: string, timeZone: string): Date {
  const asUtc = Date.parse(`${day}T00:00:00Z`);
  // Twice, because the offset may be another one at the first guess.
  const guess = asUtc - offsetAt(asUtc, timeZone);
  return new Date(asUtc - offsetAt(guess, timeZone));
}

function offsetAt(instant: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  const parts = Object.fromEntries(
    format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - instant;
}
