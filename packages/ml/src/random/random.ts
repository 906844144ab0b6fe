/** A stream of random numbers that a seed decides. */
export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  uniform(): number;
  /** Uniform among 0 .. below - 1. */
  integer(below: number): number;
  /** Standard normal. */
  normal(): number;
}

/**
 * A random stream: xoshiro128**, its state filled by splitmix32 from the seed. The same seed gives the same numbers on
 * every machine, as only 32-bit integer operations decide them.
 *
 * uniform = (32 bits * 2^21 + 21 bits) / 2^53. integer by Lemire's multiplication, with rejection, so without bias.
 * normal by Marsaglia's polar method, the second value of each pair kept. Period 2^128 - 1. Not for secrets.
 * Source: D. Blackman and S. Vigna (2021), Scrambled linear pseudorandom number generators, ACM TOMS 47(4), art. 36;
 * D. Lemire (2019), Fast random integer generation in an interval, ACM TOMACS 29(1), art. 3; G. Marsaglia and T. A. Bray
 * (1964), A convenient method for generating normal variables, SIAM Review 6, 260-264.
 *
 * @throws RangeError unless the seed is an integer of 0 .. 2^32 - 1.
 */
export function createRandom(seed: number): Random {
  if (!(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)) {
    throw new RangeError(`a seed is an integer of 0 .. 2^32 - 1, got ${seed}`);
  }
  const next = createBits(seed);
  const uniform = () => (next() * 2 ** 21 + (next() >>> 11)) / 2 ** 53;
  let kept: number | null = null;
  const normal = (): number => {
    if (kept !== null) {
      const value = kept;
      kept = null;
      return value;
    }
    for (;;) {
      const [u, v] = [2 * uniform() - 1, 2 * uniform() - 1];
      const square = u * u + v * v;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      kept = v * scale;
      return u * scale;
    }
  };
  return { uniform, integer: (below) => drawInteger(next, below), normal };
}

/** 32 random bits a call. */
function createBits(seed: number): () => number {
  let mixed = seed;
  const splitmix = () => {
    mixed = (mixed + 0x9e3779b9) | 0;
    let z = mixed;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  let [a, b, c, d] = [splitmix(), splitmix(), splitmix(), splitmix()];
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  };
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

function drawInteger(next: () => number, below: number): number {
  if (!(Number.isInteger(below) && below > 0 && below <= 2 ** 32)) {
    throw new RangeError(`below is an integer of 1 .. 2^32, got ${below}`);
  }
  const threshold = 2 ** 32 % below;
  for (;;) {
    // The 64-bit product in halves of 16 bits, as a double alone would round it.
    const bits = next();
    const lower = (bits & 0xffff) * below;
    const carried = (bits >>> 16) * below + Math.floor(lower / 65_536);
    const rest = (carried % 65_536) * 65_536 + (lower % 65_536);
    if (rest >= threshold) return Math.floor(carried / 65_536);
  }
}
