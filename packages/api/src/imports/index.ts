export { createImportRunner, type ImportRunner } from './import-runner.ts';
export { commitImportNow, createImport, listRowsPage } from './imports.service.ts';
export { importDepsOf } from './import-deps.ts';
export { importsRouter } from './imports.router.ts';
export { reportErrors } from './error-report.ts';
export { uploadPath } from './upload.ts';
export { openKnownNames, resolveNames } from './resolve-names.ts';
export { deleteUploads } from './upload.ts';
