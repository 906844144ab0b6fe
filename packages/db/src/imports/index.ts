export { readBookedDays, readNewDays } from './balances.repository.ts';
export {
  importedRowKey,
  insertImport,
  listImports,
  readImport,
  readImportOf,
  readImportedRows,
  readProfile,
  readUnfinishedImports,
  saveProfile,
  updateImport,
} from './imports.repository.ts';
export {
  countOutcomes,
  deleteImportRows,
  insertImportRows,
  linkImportRows,
  listImportRows,
  readCommitOrder,
  readRowsToCommit,
  type NewImportRow,
  type RowToCommit,
} from './import-rows.repository.ts';
export {
  hasLaterCommit,
  readBroughtInOfDay,
  readExplained,
  readFilesOfDays,
  readFingerprintsOfDay,
  readImportDays,
  readKeptFingerprints,
  readNewRows,
  readRowsToJudge,
  readTwinRows,
  setJudgements,
  type JudgedRow,
  type TwinRow,
} from './edge-days.repository.ts';
