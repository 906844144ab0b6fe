export * from './distributions.ts';
export { methods } from './methods.ts';
