import { decodeArrays, encodeArrays, measureArrays } from '../encoding/index.ts';
import { CATEGORISER_VERSION, type Categoriser } from './model.ts';

/** Of the bytes, without and with experts; a change of what the numbers mean is a new version. */
const FORMAT = 3;
const FORMAT_WITH_EXPERTS = 4;

const formatOf = ({ experts }: Categoriser) => (experts ? FORMAT_WITH_EXPERTS : FORMAT);

/** The table's floats are the same memory as its words. */
const SAME_MEMORY = ['floats'];

/**
 * A model as bytes: the lengths of its parts, a JSON head, then its arrays. Equal models give equal bytes. Most of it
 * is empty, so that it is worth compressing. Numbers are little-endian, as on every machine that Steward runs on.
 */
export function encodeCategoriser(model: Categoriser): Uint8Array {
  return encodeArrays({ version: CATEGORISER_VERSION, format: formatOf(model), model }, SAME_MEMORY);
}

/** @throws Error `not a model` for bytes that `encodeCategoriser` of this version did not write. */
export function decodeCategoriser(bytes: Uint8Array): Categoriser {
  try {
    return decode(bytes);
  } catch (cause) {
    throw new Error('not a model of this version', { cause });
  }
}

function decode(raw: Uint8Array): Categoriser {
  const parsed = decodeArrays(raw) as { version: string; format?: number; model: Categoriser };
  if (parsed.version !== CATEGORISER_VERSION || parsed.format !== formatOf(parsed.model)) {
    throw new Error(`version ${parsed.version}, format ${parsed.format ?? 1}`);
  }
  const { model } = parsed;
  model.table.floats = new Float32Array(model.table.words.buffer);
  return model;
}

/** Memory that a model's arrays take, bytes. */
export function measureCategoriser(model: Categoriser): number {
  return measureArrays(model, SAME_MEMORY);
}
