export { decodeFile, detectEncoding, readHead, readStart } from './decode-file.ts';
export { detectStatementFormat } from './detect-format.ts';
export { readStatementFile } from './read-statement-file.ts';
