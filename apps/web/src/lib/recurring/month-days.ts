const DAY_MS = 86_400_000;

/** The dates of a month in whole weeks from Monday, with those of the months around it that fill the first and the last. */
export function weeksOf(month: string): string[][] {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const fromMonday = (new Date(first).getUTCDay() + 6) % 7;
  const weeks: string[][] = [];
  for (let monday = first - fromMonday * DAY_MS; ; monday += 7 * DAY_MS) {
    const week = Array.from({ length: 7 }, (_, index) => dateOf(monday + index * DAY_MS));
    if (weeks.length > 0 && !week[0]?.startsWith(month)) return weeks;
    weeks.push(week);
  }
}

function dateOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
