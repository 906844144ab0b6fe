export {
  ColumnRole,
  CsvDialect,
  FileEncoding,
  findProfileProblems,
  ImportColumn,
  ImportProfile,
} from './import-profile.schema.ts';
export {
  IdentifiedRow,
  Import,
  ImportGuess,
  ImportPage,
  ImportRow,
  ImportRowPage,
  ParsedRow,
  RowError,
  RowOutcome,
  RowReason,
} from './imports.schema.ts';
export { ImportStatus, nextImportStatus, type ImportEvent } from './import-status.ts';
export { createRowReader, describeError, type ReadRow, type RowReader } from './read-row.ts';
export {
  createFileIdentities,
  identifyRow,
  judgeRow,
  type FileIdentities,
  type KnownTwins,
  type RowJudgement,
  type SeenRow,
} from './duplicates.ts';
export { guessProfile, type GuessedProfile } from './guess-profile.ts';
export { csvLine, ERROR_REPORT_HEADER, errorReportLine, escapeFormula } from './error-report.ts';
