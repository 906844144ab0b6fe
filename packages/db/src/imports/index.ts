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
  setRowOutcomes,
  type NewImportRow,
  type RowToCommit,
} from './import-rows.repository.ts';
