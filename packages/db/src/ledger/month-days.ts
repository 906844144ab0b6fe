/** A range of days, both included. */
export interface Dates {
  from: string | undefined;
  to: string | undefined;
}

/** The whole months of a range of days, and the days before and behind them. */
export function cutToMonths({ from, to }: Partial<Dates>): { whole: Dates | null; edges: Dates[] } {
  const first = from === undefined || from.endsWith('-01') ? from : firstOf(monthAfter(from.slice(0, 7)));
  const last = to === undefined || isLastOfMonth(to) ? to : dayBefore(firstOf(to.slice(0, 7)));
  if (first !== undefined && last !== undefined && first > last)
    return { whole: null, edges: [{ from, to }] };
  const edges: Dates[] = [];
  if (from !== first && first !== undefined) edges.push({ from, to: dayBefore(first) });
  if (to !== last && to !== undefined) edges.push({ from: firstOf(to.slice(0, 7)), to });
  return { whole: { from: first, to: last }, edges };
}

export const firstOf = (month: string) => `${month}-01`;
const isLastOfMonth = (date: string) => firstOf(monthAfter(date.slice(0, 7))) === shift(date, 1);
export const dayBefore = (date: string) => shift(date, -1);

export function monthAfter(month: string): string {
  return shift(`${month}-28`, 4).slice(0, 7);
}

function shift(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
