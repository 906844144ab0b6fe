export {
  ColumnRole,
  CsvDialect,
  FileEncoding,
  findProfileProblems,
  ImportProfile,
} from './import-profile.schema.ts';
export {
  IdentifiedRow,
  Import,
  ImportGuess,
  ImportOptions,
  ImportPage,
  ImportRow,
  ImportRowPage,
  ParsedRow,
  RowOutcome,
  RowReason,
} from './imports.schema.ts';
export { ImportStatus, nextImportStatus } from './import-status.ts';
export { createRowReader, describeError, type ReadRow } from './read-row.ts';
export { chooseStatements, readStatementItem } from './statement-rows.ts';
export {
  createFileIdentities,
  identifyRow,
  judgeRow,
  type FileIdentities,
  type SeenRow,
} from './duplicates.ts';
export { guessProfile, type GuessedProfile } from './guess-profile.ts';
export { csvLine, ERROR_REPORT_HEADER, errorReportLine } from './error-report.ts';
export { refuseInClosedMonth } from './closed-month-rows.ts';
