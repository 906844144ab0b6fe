export { runImport, IMPORT_USAGE } from './import.ts';
