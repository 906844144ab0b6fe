export * from './distributions.ts';
