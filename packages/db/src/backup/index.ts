export { copyDatabase, isInUse, openReadOnly, type ReadOnlyFile } from './database-copy.ts';
export {
  compareMigrations,
  findDamage,
  readFileIdentity,
  readKeptFiles,
  readMigrations,
  readOpenImports,
  type DatabaseKind,
} from './database-facts.ts';
export { readKnownWorkspaces } from './control-facts.ts';
