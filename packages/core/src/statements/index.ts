export * from './statements.schema.ts';
export { looksLikeMt940, readMt940 } from './mt940.ts';
export { looksLikeQif, readQif, type QifOptions } from './qif.ts';
