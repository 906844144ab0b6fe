import { mix } from './hashing.ts';

/** How often a subject was seen, and with which label: whole numbers, never decayed, for evidence. */
export interface ExactCounts {
  log2: number;
  used: number;
  /** Two 32-bit keys a slot, so that two subjects are never taken for one in practice. */
  keys: Int32Array<ArrayBuffer>;
  counts: Int32Array<ArrayBuffer>;
  /** Set when the table reached its bound: from then on an unknown subject has no count, not 0. */
  isFull: boolean;
}

const MAX_LOG2 = 20;
const SECOND = 0x51ed270b;

export function createExactCounts(log2: number): ExactCounts {
  const size = 2 ** log2;
  return { log2, used: 0, keys: new Int32Array(size * 2), counts: new Int32Array(size), isFull: false };
}

function findExact({ log2, keys }: ExactCounts, first: number, second: number): number {
  const mask = 2 ** log2 - 1;
  for (let slot = first & mask; ; slot = (slot + 1) & mask) {
    if (keys[slot * 2] === 0 || (keys[slot * 2] === first && keys[slot * 2 + 1] === second)) return slot;
  }
}

const keyOf = (subject: number, label: number) => mix(subject, label + 2);
const checkOf = (subject: number, label: number) => mix(subject ^ SECOND, Math.imul(label + 2, 0x9e3779b1));
/** The label under which a subject's total stands. */
export const TOTAL = -1;

/** The slot to count a subject with a label in, after making room; -1 when the table is full. */
export function claimExact(exact: ExactCounts, subject: number, label: number): number {
  if (exact.used * 4 >= 2 ** exact.log2 * 3) grow(exact);
  const slot = findExact(exact, keyOf(subject, label), checkOf(subject, label));
  return exact.keys[slot * 2] === 0 && exact.isFull ? -1 : slot;
}

/** Counts in a claimed slot. */
export function writeExact(exact: ExactCounts, slot: number, of: { subject: number; label: number }): void {
  if (exact.keys[slot * 2] === 0) {
    exact.keys[slot * 2] = keyOf(of.subject, of.label);
    exact.keys[slot * 2 + 1] = checkOf(of.subject, of.label);
    exact.used += 1;
  }
  exact.counts[slot] = (exact.counts[slot] ?? 0) + 1;
}

function grow(exact: ExactCounts): void {
  if (exact.isFull) return;
  if (exact.log2 >= MAX_LOG2) {
    exact.isFull = true;
    return;
  }
  const old = { ...exact };
  Object.assign(exact, createExactCounts(old.log2 + 1));
  for (let slot = 0; slot < old.counts.length; slot++) {
    const first = old.keys[slot * 2] ?? 0;
    if (first === 0) continue;
    const second = old.keys[slot * 2 + 1] ?? 0;
    const target = findExact(exact, first, second);
    exact.keys[target * 2] = first;
    exact.keys[target * 2 + 1] = second;
    exact.counts[target] = old.counts[slot] ?? 0;
    exact.used += 1;
  }
}

/** How often the subject was seen with the label; null when the table could not hold it. */
export function readExact(exact: ExactCounts, subject: number, label: number): number | null {
  const slot = findExact(exact, keyOf(subject, label), checkOf(subject, label));
  if (exact.keys[slot * 2] !== 0) return exact.counts[slot] ?? 0;
  return exact.isFull ? null : 0;
}

/** How often the subject was seen; null when the table could not hold it. */
export function readExactTotal(exact: ExactCounts, subject: number): number | null {
  return readExact(exact, subject, TOTAL);
}

/** The same summed over several labels: a merged label keeps its own counts. */
export function readExactOf(exact: ExactCounts, subject: number, labels: readonly number[]): number | null {
  let sum = 0;
  for (const label of labels) {
    const count = readExact(exact, subject, label);
    if (count === null) return null;
    sum += count;
  }
  return sum;
}
