import { ERROR_REPORT_HEADER, errorReportLine } from '@steward/core/imports';
import type { WorkspaceDb } from '@steward/db/client';
import { listImportRows, readImport } from '@steward/db/imports';

const PAGE_ROWS = 1_000;

/** The rows in error as CSV, piece by piece: row, column, value, what was expected. */
export async function* reportErrors(db: WorkspaceDb, importId: string): AsyncGenerator<string> {
  await db.read((orm) => readImport(orm, importId));
  yield ERROR_REPORT_HEADER;
  let afterRow = 0;
  for (;;) {
    const rows = await db.read((orm) =>
      listImportRows(orm, { importId, outcome: 'error', afterRow, limit: PAGE_ROWS }),
    );
    const lines = rows.flatMap(({ reason }) =>
      reason.code === 'unreadable' ? [errorReportLine(reason)] : [],
    );
    if (lines.length > 0) yield lines.join('');
    if (rows.length < PAGE_ROWS) return;
    afterRow = rows.at(-1)?.rowNumber ?? Number.MAX_SAFE_INTEGER;
  }
}
