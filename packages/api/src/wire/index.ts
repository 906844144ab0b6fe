export { fillIn, Serialised } from './serialised.ts';
export { serialisable, serialiseList, transformer } from './transformer.ts';
