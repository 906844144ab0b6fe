export * from './statements.schema.ts';
