export { chunksOfBody, decodeFileName, toUploadRefusal } from './sent-file.ts';
export { Serialised, serialiseList, withSerialised, type SerialisedList } from './serialised.ts';
export { serialisable, shapeOf, transformer } from './transformer.ts';
