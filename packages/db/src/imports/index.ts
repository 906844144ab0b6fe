export {
  insertImport,
  listImports,
  readImport,
  readImportOf,
  readImportedRows,
  readImportsOfFile,
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
  markRows,
  readCommitOrder,
  readRowsToCommit,
  type NewImportRow,
  type RowToCommit,
} from './import-rows.repository.ts';
