import type { RowError } from './imports.schema.ts';

/**
 * A cell that no spreadsheet takes for a formula: one that begins with = + - @, a tab or a carriage
 * return gets an apostrophe in front (OWASP, CSV injection).
 */
export function escapeFormula(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}

/** One line of CSV (RFC 4180), formula-like cells escaped. */
export function csvLine(cells: readonly (string | number)[]): string {
  const quoted = cells.map((cell) => {
    // A number of ours cannot be a formula.
    const text = typeof cell === 'number' ? String(cell) : escapeFormula(cell);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${quoted.join(',')}\r\n`;
}

export const ERROR_REPORT_HEADER = csvLine(['row', 'column', 'value', 'expected']);

export function errorReportLine({ row, column, value, expected }: RowError): string {
  return csvLine([row, column, value, expected]);
}
