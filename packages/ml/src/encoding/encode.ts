const ARRAYS = { Uint8Array, Uint16Array, Uint32Array, Int32Array, Float32Array, Float64Array };
type ArrayName = keyof typeof ARRAYS;

interface Placed {
  array: ArrayName;
  /** Index into the list of arrays. */
  at: number;
}

/**
 * Plain data with typed arrays in it as bytes: the lengths of its parts, a JSON head, then the arrays. Equal data give
 * equal bytes. Keys in `without` are left out. Numbers are little-endian, as on every machine that Steward runs on;
 * numbers outside of arrays are those of JSON, so that an infinity among them comes back as null.
 */
export function encodeArrays(data: unknown, without: readonly string[] = []): Uint8Array<ArrayBuffer> {
  const arrays: Uint8Array[] = [];
  const head = JSON.stringify(data, (key, value: unknown) => {
    if (without.includes(key)) return undefined;
    const array = (Object.keys(ARRAYS) as ArrayName[]).find((name) => value instanceof ARRAYS[name]);
    if (array === undefined || !ArrayBuffer.isView(value)) return value;
    arrays.push(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    return { array, at: arrays.length - 1 } satisfies Placed;
  });
  const parts = [new TextEncoder().encode(head), ...arrays];
  const lengths = new Uint32Array([
    parts[0]?.length ?? 0,
    arrays.length,
    ...arrays.map(({ length }) => length),
  ]);
  return joined([new Uint8Array(lengths.buffer), ...parts]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/**
 * What `encodeArrays` wrote, with memory of its own.
 * @throws Error or RangeError for other bytes, also for those that end too early or too late.
 */
export function decodeArrays(raw: Uint8Array): unknown {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const headLength = view.getUint32(0, true);
  const count = view.getUint32(4, true);
  let offset = 8 + count * 4;
  if (offset > raw.length) throw new Error('cut off');
  const head = new TextDecoder().decode(raw.subarray(offset, offset + headLength));
  offset += headLength;
  const starts: { start: number; length: number }[] = [];
  for (let index = 0; index < count; index++) {
    const length = view.getUint32(8 + index * 4, true);
    starts.push({ start: offset, length });
    offset += length;
  }
  if (offset !== raw.length) throw new Error('cut off');
  return JSON.parse(head, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('array' in value) || !('at' in value)) return value;
    const { array, at } = value as Placed;
    const place = starts[at];
    if (!place || !Object.hasOwn(ARRAYS, array)) throw new Error('an array is missing');
    const copy = new Uint8Array(place.length);
    copy.set(raw.subarray(place.start, place.start + place.length));
    return new ARRAYS[array](copy.buffer);
  });
}

/** Memory that the arrays in plain data take, bytes, without those under the keys in `without`. */
export function measureArrays(data: unknown, without: readonly string[] = []): number {
  let bytes = 0;
  JSON.stringify(data, (key, value: unknown) => {
    if (without.includes(key)) return undefined;
    if (!ArrayBuffer.isView(value)) return value;
    bytes += value.byteLength;
    return undefined;
  });
  return bytes;
}
