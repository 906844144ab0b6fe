import type { Random } from '@steward/ml/random';

const SIZE = 624;

/**
 * The integers of Python's random.Random(seed), so that what draws by it can be compared to the last draw: MT19937, whole
 * numbers by rejecting those that are too large. Source: M. Matsumoto and T. Nishimura (1998), ACM TOMACS 8; Python's
 * Lib/random.py, _randbelow_with_getrandbits.
 */
export function createPythonRandom(seed: number): Random {
  const next = createTwister(seed);
  const unused = (): number => {
    throw new Error('only whole numbers are drawn here');
  };
  return {
    uniform: unused,
    normal: unused,
    integer(below) {
      const bits = 32 - Math.clz32(below);
      let drawn = next() >>> (32 - bits);
      while (drawn >= below) drawn = next() >>> (32 - bits);
      return drawn;
    },
  };
}

function createTwister(seed: number): () => number {
  const state = seeded(seed);
  let at = SIZE;
  return () => {
    if (at === SIZE) {
      twist(state);
      at = 0;
    }
    let word = state[at++] ?? 0;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  };
}

/** By the list of one word that the seed is. */
function seeded(seed: number): Uint32Array {
  const state = new Uint32Array(SIZE);
  state[0] = 19_650_218;
  const mix = (at: number) => {
    const before = state[at - 1] ?? 0;
    return before ^ (before >>> 30);
  };
  for (let at = 1; at < SIZE; at++) state[at] = Math.imul(mix(at), 1_812_433_253) + at;
  let at = 1;
  const step = (factor: number, add: (at: number) => number) => {
    state[at] = ((state[at] ?? 0) ^ Math.imul(mix(at), factor)) + add(at);
    at += 1;
    if (at < SIZE) return;
    state[0] = state[SIZE - 1] ?? 0;
    at = 1;
  };
  for (let round = 0; round < SIZE; round++) step(1_664_525, () => seed);
  for (let round = 1; round < SIZE; round++) step(1_566_083_941, (place) => -place);
  state[0] = 0x80000000;
  return state;
}

function twist(state: Uint32Array): void {
  for (let at = 0; at < SIZE; at++) {
    const both = ((state[at] ?? 0) & 0x80000000) | ((state[(at + 1) % SIZE] ?? 0) & 0x7fffffff);
    state[at] = (state[(at + 397) % SIZE] ?? 0) ^ (both >>> 1) ^ ((both & 1) === 1 ? 0x9908b0df : 0);
  }
}
