/** Per payee or column value: its last labels and how often the model was right. Bounded, oldest evidence first out. */
export interface History {
  log2: number;
  used: number;
  keys: Int32Array<ArrayBuffer>;
  seen: Int32Array<ArrayBuffer>;
  /** The last three labels, newest first, -1 where there are fewer; 3 a slot. */
  last: Int32Array<ArrayBuffer>;
  /** Exponential mean of hits, rate .1. */
  hitRate: Float32Array<ArrayBuffer>;
}

const PROBES = 6;
const MAX_LOG2 = 17;
const HIT_RATE = 0.1;
const INITIAL_HIT_RATE = 0.5;

export function createHistory(log2: number): History {
  const size = 2 ** log2;
  return {
    ...{ log2, used: 0, keys: new Int32Array(size), seen: new Int32Array(size) },
    last: new Int32Array(size * 3).fill(-1),
    hitRate: new Float32Array(size).fill(INITIAL_HIT_RATE),
  };
}

/** The slot of a key, or -1. */
export function findHistory({ log2, keys }: History, key: number): number {
  const mask = 2 ** log2 - 1;
  for (let probe = 0; probe < PROBES; probe++) {
    const slot = (key + probe) & mask;
    if (keys[slot] === key) return slot;
    if (keys[slot] === 0) return -1;
  }
  return -1;
}

/** Remembers a label in a claimed slot; `isHit` is null where hits are not counted. */
export function remember(
  history: History,
  slot: number,
  event: { key: number; label: number; isHit: boolean | null },
): void {
  const { keys, seen, last, hitRate } = history;
  if (keys[slot] !== event.key) {
    if (keys[slot] === 0) history.used += 1;
    keys[slot] = event.key;
    seen[slot] = 0;
    last.fill(-1, slot * 3, slot * 3 + 3);
    hitRate[slot] = INITIAL_HIT_RATE;
  }
  seen[slot] = (seen[slot] ?? 0) + 1;
  last[slot * 3 + 2] = last[slot * 3 + 1] ?? -1;
  last[slot * 3 + 1] = last[slot * 3] ?? -1;
  last[slot * 3] = event.label;
  if (event.isHit !== null) {
    const rate = hitRate[slot] ?? INITIAL_HIT_RATE;
    hitRate[slot] = rate + HIT_RATE * ((event.isHit ? 1 : 0) - rate);
  }
}

/** The slot to write: its own, an empty one, or that of the least seen among the probed. */
export function claimHistory({ log2, keys, seen }: History, key: number): number {
  const mask = 2 ** log2 - 1;
  let weakest = key & mask;
  for (let probe = 0; probe < PROBES; probe++) {
    const slot = (key + probe) & mask;
    if (keys[slot] === key || keys[slot] === 0) return slot;
    if ((seen[slot] ?? 0) < (seen[weakest] ?? 0)) weakest = slot;
  }
  return weakest;
}

/** Doubles a history that is more than half full, up to its bound. */
export function growHistory(history: History): void {
  if (history.used * 2 <= 2 ** history.log2 || history.log2 >= MAX_LOG2) return;
  const old = { ...history };
  Object.assign(history, createHistory(old.log2 + 1));
  for (let slot = 0; slot < old.keys.length; slot++) {
    const key = old.keys[slot] ?? 0;
    if (key === 0) continue;
    const target = claimHistory(history, key);
    if (history.keys[target] === 0) history.used += 1;
    history.keys[target] = key;
    history.seen[target] = old.seen[slot] ?? 0;
    history.hitRate[target] = old.hitRate[slot] ?? INITIAL_HIT_RATE;
    history.last.set(old.last.subarray(slot * 3, slot * 3 + 3), target * 3);
  }
}
