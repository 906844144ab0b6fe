export { fillIn, Serialised, serialiseList, type SerialisedList } from './serialised.ts';
export { serialisable, shapeOf, transformer } from './transformer.ts';
