export { createRandom, type Random } from './random.ts';
export { methods } from './methods.ts';
