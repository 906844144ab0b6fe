import type { HouseholdRow } from './household.schema.ts';

/** The CSV file that a bank gives of these rows; with categories it is the export of another money app. */
export function writeHouseholdFile(
  rows: readonly HouseholdRow[],
  { hasCategory }: { hasCategory: boolean },
): string {
  const header = ['Date', 'Payee', 'Memo', 'Amount', ...(hasCategory ? ['Category'] : [])];
  const lines = rows.map(({ date, payee, memo, amount, category }) => [
    ...[date, payee, memo, amount],
    ...(hasCategory ? [category] : []),
  ]);
  return [header, ...lines].map((cells) => `${cells.map(quote).join(',')}\r\n`).join('');
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
