/**
 * The places of rows whose payee had no label yet when they were predicted: none of an earlier row, or, with labels at the
 * end of the day, of an earlier day. Payees are compared in lower case.
 */
export function findNewPayees(
  rows: readonly { row: { payee: string; date: string } }[],
  labels: 'now' | 'day',
): number[] {
  const known = new Set<string>();
  const found: number[] = [];
  let learned = 0;
  rows.forEach(({ row }, index) => {
    if (labels === 'now' || rows[index - 1]?.row.date !== row.date) {
      for (; learned < index; learned++) known.add(rows[learned]?.row.payee.toLowerCase() ?? '');
    }
    if (!known.has(row.payee.toLowerCase())) found.push(index);
  });
  return found;
}
