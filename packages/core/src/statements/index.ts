export * from './statements.schema.ts';
export { createCamtReader } from './camt-reader.ts';
export { createOfxReader } from './ofx-reader.ts';
export { createSgmlTokenizer, type TextReader } from './sgml-tokenizer.ts';
export type { ReaderOptions, StatementReader } from './element-events.ts';
export { statementFileError } from './statement-error.ts';
export { checkBalances } from './check-balances.ts';
export { looksLikeMt940, readMt940 } from './mt940.ts';
export { looksLikeQif, readQif, type QifOptions } from './qif.ts';
