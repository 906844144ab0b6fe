export {
  ColumnRole,
  CsvDialect,
  FileEncoding,
  findProfileProblems,
  ImportProfile,
} from './import-profile.schema.ts';
export {
  AccountBalance,
  FileAccount,
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
export { listStatuses, type SeenStatus } from './row-status.ts';
export { createRowReader, describeError, type ReadRow } from './read-row.ts';
export { assignAccounts } from './assign-accounts.ts';
export { checkAccountBalance } from './checkpoints.ts';
export { readStatementItem } from './statement-rows.ts';
export {
  createFileIdentities,
  fingerprintOfOccurrence,
  identifyRow,
  judgeEdgeTwin,
  judgeNearDuplicate,
  judgeRow,
  type FileIdentities,
  type KnownTransaction,
  type KnownTwins,
  type RowJudgement,
  type SeenRow,
} from './duplicates.ts';
export { judgeAtEdge, partOfDay, type FileDays, type ImportedShare } from './edge-days.ts';
export { createPendingPool, findPending, type PendingPool, type PendingTransaction } from './pending.ts';
export { guessProfile, type GuessedProfile } from './guess-profile.ts';
export { csvLine, ERROR_REPORT_HEADER, errorReportLine } from './error-report.ts';
export { refuseInClosedMonth } from './closed-month-rows.ts';
