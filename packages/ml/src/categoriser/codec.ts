import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { CATEGORISER_VERSION, type Categoriser } from './model.ts';

const ARRAYS = { Int32Array, Float32Array, Float64Array };
type ArrayName = keyof typeof ARRAYS;

/** Of the bytes; a change of what the numbers mean is a new version. */
const FORMAT = 3;

interface Placed {
  array: ArrayName;
  /** Index into the list of arrays. */
  at: number;
}

/**
 * A model as bytes: a length, a JSON head, then its arrays, deflated. Equal models give equal bytes.
 * Numbers are little-endian, as on every machine that Steward runs on.
 */
export function encodeCategoriser(model: Categoriser): Uint8Array {
  const arrays: Uint8Array[] = [];
  const head = JSON.stringify(
    { version: CATEGORISER_VERSION, format: FORMAT, model },
    (key, value: unknown) => {
      // The table's floats are the same memory as its words.
      if (key === 'floats') return undefined;
      const array = (Object.keys(ARRAYS) as ArrayName[]).find((name) => value instanceof ARRAYS[name]);
      if (array === undefined || !ArrayBuffer.isView(value)) return value;
      arrays.push(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
      return { array, at: arrays.length - 1 } satisfies Placed;
    },
  );
  const headBytes = Buffer.from(head);
  const lengths = Buffer.alloc(8 + arrays.length * 4);
  lengths.writeUInt32LE(headBytes.length, 0);
  lengths.writeUInt32LE(arrays.length, 4);
  arrays.forEach((array, index) => lengths.writeUInt32LE(array.length, 8 + index * 4));
  return deflateRawSync(Buffer.concat([lengths, headBytes, ...arrays]), { level: 1 });
}

/** @throws Error `not a model` for bytes that `encodeCategoriser` of this version did not write. */
export function decodeCategoriser(bytes: Uint8Array): Categoriser {
  try {
    return decode(inflateRawSync(bytes));
  } catch (cause) {
    throw new Error('not a model of this version', { cause });
  }
}

function decode(raw: Buffer): Categoriser {
  const headLength = raw.readUInt32LE(0);
  const count = raw.readUInt32LE(4);
  let offset = 8 + count * 4;
  const head = raw.toString('utf8', offset, offset + headLength);
  offset += headLength;
  const starts: { start: number; length: number }[] = [];
  for (let index = 0; index < count; index++) {
    const length = raw.readUInt32LE(8 + index * 4);
    starts.push({ start: offset, length });
    offset += length;
  }
  if (offset !== raw.length) throw new Error('cut off');
  const revive = (_key: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || !('array' in value) || !('at' in value)) return value;
    const { array, at } = value as Placed;
    const place = starts[at];
    if (!place) throw new Error('an array is missing');
    const copy = new Uint8Array(place.length);
    copy.set(raw.subarray(place.start, place.start + place.length));
    return new ARRAYS[array](copy.buffer);
  };
  const parsed = JSON.parse(head, revive) as { version: string; format?: number; model: Categoriser };
  if (parsed.version !== CATEGORISER_VERSION || parsed.format !== FORMAT) {
    throw new Error(`version ${parsed.version}, format ${parsed.format ?? 1}`);
  }
  const { model } = parsed;
  model.table.floats = new Float32Array(model.table.words.buffer);
  return model;
}

/** Memory that a model's arrays take, bytes. */
export function measureCategoriser(model: Categoriser): number {
  let bytes = 0;
  JSON.stringify(model, (key, value: unknown) => {
    if (key === 'floats') return undefined;
    if (!ArrayBuffer.isView(value)) return value;
    bytes += value.byteLength;
    return undefined;
  });
  return bytes;
}
