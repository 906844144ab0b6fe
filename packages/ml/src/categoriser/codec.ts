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
 * A model as bytes: the lengths of its parts, a JSON head, then its arrays. Equal models give equal bytes. Most of it
 * is empty, so that it is worth compressing. Numbers are little-endian, as on every machine that Steward runs on.
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
  const parts = [new TextEncoder().encode(head), ...arrays];
  const lengths = new Uint32Array([
    parts[0]?.length ?? 0,
    arrays.length,
    ...arrays.map(({ length }) => length),
  ]);
  return joined([new Uint8Array(lengths.buffer), ...parts]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
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
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const headLength = view.getUint32(0, true);
  const count = view.getUint32(4, true);
  let offset = 8 + count * 4;
  const head = new TextDecoder().decode(raw.subarray(offset, offset + headLength));
  offset += headLength;
  const starts: { start: number; length: number }[] = [];
  for (let index = 0; index < count; index++) {
    const length = view.getUint32(8 + index * 4, true);
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
