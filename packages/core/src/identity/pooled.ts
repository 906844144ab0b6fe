import type { Entropy } from './identity.schema.ts';

const POOL_BYTES = 4_096;

/** A source that draws many bytes at once: a call for each id costs more than all else of an id. No byte is given twice. */
export function pooled(draw: Entropy['random']): Entropy['random'] {
  let pool: Uint8Array = new Uint8Array(0);
  return (byteCount) => {
    if (byteCount > POOL_BYTES) return draw(byteCount);
    if (pool.length < byteCount) pool = draw(POOL_BYTES);
    const bytes = pool.subarray(0, byteCount);
    pool = pool.subarray(byteCount);
    return bytes;
  };
}
