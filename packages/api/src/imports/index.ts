export { createImportRunner, type ImportRunner } from './import-runner.ts';
export { commitImportNow, createImport, listRowsPage } from './imports.service.ts';
export { importDepsOf } from './import-deps.ts';
export { importsRouter } from './imports.router.ts';
export { reportErrors } from './error-report.ts';
export { uploadPath } from './upload.ts';
export { deleteUploads } from './upload.ts';
export { commitImport } from './commit.ts';
export { previewImport } from './preview.ts';
