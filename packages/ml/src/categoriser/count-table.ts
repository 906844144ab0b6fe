/**
 * Decayed label counts by hashed context. Heads lie apart from the slots, so that probing for a key
 * touches one or two cache lines even where the table is full.
 */
export interface CountTable {
  log2: number;
  maxLog2: number;
  used: number;
  /** Key and n, 2 words a slot. Key 0: empty. */
  heads: Int32Array<ArrayBuffer>;
  /** Six labels, six counts (float), the last label: 14 words a slot, the last one unused. */
  words: Int32Array<ArrayBuffer>;
  /** The same memory, for the counts. */
  floats: Float32Array<ArrayBuffer>;
}

export const SLOT_WORDS = 14;
/** Word of a slot where the counts begin; its labels begin at 0. */
export const COUNTS = 6;
export const LAST = 12;
export const LABELS_A_SLOT = 6;
const PROBES = 6;
const DECAY = 0.985;

export function createCountTable(log2: number, maxLog2: number): CountTable {
  const words = new Int32Array(2 ** log2 * SLOT_WORDS);
  const heads = new Int32Array(2 ** log2 * 2);
  return { log2, maxLog2, used: 0, heads, words, floats: new Float32Array(words.buffer) };
}

/** The slot of a key, or -1. */
export function findSlot({ log2, heads }: CountTable, key: number): number {
  const mask = 2 ** log2 - 1;
  for (let probe = 0; probe < PROBES; probe++) {
    const slot = (key + probe) & mask;
    const found = heads[slot * 2];
    if (found === key) return slot;
    if (found === 0) return -1;
  }
  return -1;
}

/** The slot to write a key to: its own, an empty one, or that of the lowest n among the probed. */
export function claimSlot({ log2, heads }: CountTable, key: number): number {
  const mask = 2 ** log2 - 1;
  let weakest = key & mask;
  let weakestN = 0x7fffffff;
  for (let probe = 0; probe < PROBES; probe++) {
    const slot = (key + probe) & mask;
    const found = heads[slot * 2];
    if (found === key || found === 0) return slot;
    const n = heads[slot * 2 + 1] ?? 0;
    if (n < weakestN) {
      weakestN = n;
      weakest = slot;
    }
  }
  return weakest;
}

/** Gives a claimed slot to a key, emptying it when it was another's. */
export function takeSlot(table: CountTable, slot: number, key: number): void {
  const { heads, words, floats } = table;
  if (heads[slot * 2] === key) return;
  if (heads[slot * 2] === 0) table.used += 1;
  heads[slot * 2] = key;
  heads[slot * 2 + 1] = 0;
  const offset = slot * SLOT_WORDS;
  for (let index = offset; index < offset + LABELS_A_SLOT; index++) {
    words[index] = -1;
    floats[index + COUNTS] = 0;
  }
}

/** Counts a label in a slot: counts x .985, the label + 1; a seventh label replaces the smallest. */
export function countLabel({ heads, words, floats }: CountTable, slot: number, label: number): void {
  const offset = slot * SLOT_WORDS;
  heads[slot * 2 + 1] = (heads[slot * 2 + 1] ?? 0) + 1;
  words[offset + LAST] = label;
  let target = -1;
  let smallest = offset;
  let smallestCount = Infinity;
  for (let index = offset; index < offset + LABELS_A_SLOT; index++) {
    const count = (floats[index + COUNTS] ?? 0) * DECAY;
    floats[index + COUNTS] = count;
    if (words[index] === label) target = index;
    if (count < smallestCount) {
      smallestCount = count;
      smallest = index;
    }
  }
  if (target < 0) {
    words[smallest] = label;
    floats[smallest + COUNTS] = 1;
  } else {
    floats[target + COUNTS] = (floats[target + COUNTS] ?? 0) + 1;
  }
}

/** Doubles a table that is more than half full, up to its bound. Slots move in order: the result is determined. */
export function growWhenFull(table: CountTable): void {
  if (table.log2 >= table.maxLog2 || table.used * 2 < 2 ** table.log2) return;
  const old = { ...table };
  Object.assign(table, createCountTable(table.log2 + 1, table.maxLog2));
  for (let slot = 0; slot < old.heads.length / 2; slot++) {
    const key = old.heads[slot * 2] ?? 0;
    if (key === 0) continue;
    const target = claimSlot(table, key);
    if (table.heads[target * 2] === 0) table.used += 1;
    table.heads[target * 2] = key;
    table.heads[target * 2 + 1] = old.heads[slot * 2 + 1] ?? 0;
    const from = slot * SLOT_WORDS;
    const to = target * SLOT_WORDS;
    for (let word = 0; word < SLOT_WORDS; word++) table.words[to + word] = old.words[from + word] ?? 0;
  }
}

/** Relabels or drops a label everywhere: `into` = -1 drops it. Slow and rare. */
export function replaceLabel({ heads, words, floats }: CountTable, from: number, into: number): void {
  for (let slot = 0; slot < heads.length / 2; slot++) {
    if (heads[slot * 2] === 0) continue;
    const offset = slot * SLOT_WORDS;
    if (words[offset + LAST] === from) words[offset + LAST] = into;
    let source = -1;
    let target = -1;
    for (let index = offset; index < offset + LABELS_A_SLOT; index++) {
      if (words[index] === from) source = index;
      else if (into >= 0 && words[index] === into) target = index;
    }
    if (source < 0) continue;
    words[source] = into;
    if (into >= 0 && target < 0) continue;
    if (target >= 0)
      floats[target + COUNTS] = (floats[target + COUNTS] ?? 0) + (floats[source + COUNTS] ?? 0);
    words[source] = -1;
    floats[source + COUNTS] = 0;
  }
}
