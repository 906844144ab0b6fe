import { decodeArrays, encodeArrays } from './encode.ts';

/** What an estimator learned: plain data that says what it is. */
export interface Model {
  kind: string;
  /** Of the kind; raised when the same data would mean something else. */
  version: number;
}

const PRIME = 0x01000193;

/** FNV-1a of 32 bits: finds bytes that were changed by accident. */
function sumOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, PRIME);
  return hash >>> 0;
}

/** A model as bytes, with a sum over them. Equal models give equal bytes; arrays keep every bit. */
export function encodeModel(model: Model): Uint8Array<ArrayBuffer> {
  const body = encodeArrays(model);
  const whole = new Uint8Array(4 + body.length);
  new DataView(whole.buffer).setUint32(0, sumOf(body), true);
  whole.set(body, 4);
  return whole;
}

/**
 * What `encodeModel` wrote. The caller names the kind it expects, whose `read` checks what the kind alone knows.
 * @throws RangeError for other bytes, for changed ones, and for another kind or version.
 */
export function decodeModel<M extends Model>(
  bytes: Uint8Array,
  expected: { kind: M['kind']; version: number; check(model: M): void },
): M {
  const model = readModel(bytes);
  if (model.kind !== expected.kind || model.version !== expected.version) {
    throw new RangeError(
      `expected a model of kind ${expected.kind}, version ${expected.version}, got ${model.kind}, version ${model.version}`,
    );
  }
  const known = model as M;
  expected.check(known);
  return known;
}

function readModel(bytes: Uint8Array): Model {
  const notOne = 'these bytes are not a model, or not all of one';
  if (bytes.length < 12) throw new RangeError(notOne);
  const body = bytes.subarray(4);
  const sum = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (sum !== sumOf(body)) throw new RangeError(notOne);
  let model: unknown;
  try {
    model = decodeArrays(body);
  } catch (cause) {
    throw new RangeError(notOne, { cause });
  }
  if (typeof model !== 'object' || model === null || !('kind' in model) || !('version' in model)) {
    throw new RangeError(notOne);
  }
  return model as Model;
}
