import { deserialize, serialize } from 'node:v8';
import type { DraftedCall } from '../decisions/index.ts';

/** Drafted calls on their way from thread to thread: the web server's, between them, hands the bytes on unread. */
export function pack(calls: readonly DraftedCall[]): Uint8Array {
  return serialize(calls);
}

export function unpack(packed: Uint8Array): DraftedCall[] {
  return deserialize(packed) as DraftedCall[];
}
