export { decodeArrays, encodeArrays, measureArrays } from './encode.ts';
export { decodeModel, encodeModel, type Model } from './model-bytes.ts';
export { methods } from './methods.ts';
