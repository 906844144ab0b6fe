/** Mixes two 32-bit values into one (the finaliser of MurmurHash3, A. Appleby 2011). Never 0: 0 marks an empty slot. */
export function mix(a: number, b: number): number {
  let hash = a ^ (b + 0x9e3779b9 + (a << 6) + (a >>> 2));
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
  return hash === 0 ? 1 : hash;
}

/** Hashes a text by its UTF-16 code units (FNV-1a, then mixed). */
export function hashText(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return mix(hash, seed);
}
