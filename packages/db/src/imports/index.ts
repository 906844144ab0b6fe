export { readBookedDays, readNewDays } from './balances.repository.ts';
export {
  importedRowKey,
  insertImport,
  listImports,
  readImport,
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
  markDuplicateRows,
  readCommitOrder,
  readRowsToCommit,
  type NewImportRow,
  type RowToCommit,
} from './import-rows.repository.ts';
