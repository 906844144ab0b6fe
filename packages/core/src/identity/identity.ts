import { z } from 'zod';
import type { Entropy } from './identity.schema.ts';

export type IdPrefix =
  | 'whk'
  | 'msg'
  | 'acc'
  | 'cat'
  | 'rec'
  | 'pay'
  | 'txn'
  | 'spl'
  | 'mat'
  | 'imp'
  | 'chg'
  | 'dec'
  | 'fbk'
  | 'req'
  | 'ws'
  | 'inv'
  | 'bud'
  | 'prl'
  | 'viw'
  | 'att';

const HEX_OF_BYTE = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * A UUIDv7 (RFC 9562, section 5.7) behind a short prefix that names its kind.
 * Sorts by creation time to the millisecond.
 */
export function createId(prefix: IdPrefix, { now, random }: Entropy): string {
  return toId(prefix, now, random(16));
}

function toId(prefix: IdPrefix, now: Date, bytes: Uint8Array): string {
  const milliseconds = now.getTime();
  for (let index = 0; index < 6; index++) {
    bytes[index] = Math.floor(milliseconds / 2 ** (8 * (5 - index))) % 256;
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  let hex = '';
  for (const byte of bytes) hex += HEX_OF_BYTE[byte] ?? '';
  const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return `${prefix}_${groups.join('-')}`;
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';

/** A schema for ids of one kind. */
export function idSchema(prefix: IdPrefix) {
  return z.string().regex(new RegExp(`^${prefix}_${UUID}$`), `expected an id that starts with ${prefix}_`);
}
