/**
 * Decayed label counts by hashed context. A slot is one cache line of 16 words:
 * key, n, last label, unused, six labels, six counts (float).
 */
export interface CountTable {
  log2: number;
  maxLog2: number;
  used: number;
  words: Int32Array<ArrayBuffer>;
  /** The same memory, for the counts. */
  floats: Float32Array<ArrayBuffer>;
}

export const SLOT_WORDS = 16;
export const N = 1;
export const LAST = 2;
export const LABELS = 4;
export const COUNTS = 10;
export const LABELS_A_SLOT = 6;
const PROBES = 6;
const DECAY = 0.985;

export function createCountTable(log2: number, maxLog2: number): CountTable {
  const words = new Int32Array(2 ** log2 * SLOT_WORDS);
  return { log2, maxLog2, used: 0, words, floats: new Float32Array(words.buffer) };
}

/** Word offset of the slot of a key, or -1. */
export function findSlot({ log2, words }: CountTable, key: number): number {
  const mask = 2 ** log2 - 1;
  for (let probe = 0; probe < PROBES; probe++) {
    const offset = ((key + probe) & mask) * SLOT_WORDS;
    const found = words[offset];
    if (found === key) return offset;
    if (found === 0) return -1;
  }
  return -1;
}

/** Counts a label under a key: counts x .985, the label + 1; a seventh label replaces the smallest. */
export function countLabel(table: CountTable, key: number, label: number): void {
  const { words, floats } = table;
  const offset = claimSlot(table, key);
  if (words[offset] !== key) {
    if (words[offset] === 0) table.used += 1;
    words.fill(0, offset, offset + SLOT_WORDS);
    words[offset] = key;
    words.fill(-1, offset + LABELS, offset + LABELS + LABELS_A_SLOT);
  }
  words[offset + N] = (words[offset + N] ?? 0) + 1;
  words[offset + LAST] = label;
  let target = -1;
  let smallest = 0;
  let smallestCount = Infinity;
  for (let index = 0; index < LABELS_A_SLOT; index++) {
    const held = words[offset + LABELS + index];
    const count = (floats[offset + COUNTS + index] ?? 0) * DECAY;
    floats[offset + COUNTS + index] = count;
    if (held === label) target = index;
    if (count < smallestCount) {
      smallestCount = count;
      smallest = index;
    }
  }
  if (target < 0) {
    target = smallest;
    words[offset + LABELS + target] = label;
    floats[offset + COUNTS + target] = 0;
  }
  floats[offset + COUNTS + target] = (floats[offset + COUNTS + target] ?? 0) + 1;
}

function claimSlot({ log2, words }: CountTable, key: number): number {
  const mask = 2 ** log2 - 1;
  let weakest = (key & mask) * SLOT_WORDS;
  let weakestN = Infinity;
  for (let probe = 0; probe < PROBES; probe++) {
    const offset = ((key + probe) & mask) * SLOT_WORDS;
    const found = words[offset];
    if (found === key || found === 0) return offset;
    const n = words[offset + N] ?? 0;
    if (n < weakestN) {
      weakestN = n;
      weakest = offset;
    }
  }
  return weakest;
}

/** Doubles a table that is more than half full, up to its bound. Slots move in order: the result is determined. */
export function growWhenFull(table: CountTable): void {
  if (table.log2 >= table.maxLog2 || table.used * 2 < 2 ** table.log2) return;
  const old = table.words;
  Object.assign(table, createCountTable(table.log2 + 1, table.maxLog2));
  for (let offset = 0; offset < old.length; offset += SLOT_WORDS) {
    const key = old[offset] ?? 0;
    if (key === 0) continue;
    const target = claimSlot(table, key);
    if (table.words[target] === 0) table.used += 1;
    table.words.set(old.subarray(offset, offset + SLOT_WORDS), target);
  }
}

/** Relabels or drops a label everywhere: `into` = -1 drops it. Slow and rare. */
export function replaceLabel({ words, floats }: CountTable, from: number, into: number): void {
  for (let offset = 0; offset < words.length; offset += SLOT_WORDS) {
    if (words[offset] === 0) continue;
    if (words[offset + LAST] === from) words[offset + LAST] = into;
    const source = words.indexOf(from, offset + LABELS);
    if (source < 0 || source >= offset + LABELS + LABELS_A_SLOT) continue;
    const target = into < 0 ? -1 : words.indexOf(into, offset + LABELS);
    const isHeld = target >= 0 && target < offset + LABELS + LABELS_A_SLOT;
    const moved = floats[source - LABELS + COUNTS] ?? 0;
    if (into >= 0 && !isHeld) {
      words[source] = into;
      continue;
    }
    if (isHeld) floats[target - LABELS + COUNTS] = (floats[target - LABELS + COUNTS] ?? 0) + moved;
    words[source] = -1;
    floats[source - LABELS + COUNTS] = 0;
  }
}
