/** Draws that a seed alone decides. */
export interface Random {
  /** From 0 inclusive to 1 exclusive. */
  fraction(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(choices: readonly [T, ...T[]]): T;
  /** A choice as often as its weight says. */
  weighted<T>(choices: readonly (readonly [T, number])[], otherwise: T): T;
}

/** mulberry32 (Tommy Ettinger, 2017): 32 bits of state, period 2^32, for plausible noise and nothing secret. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    fraction,
    between: (low, high) => low + Math.floor(fraction() * (high - low + 1)),
    chance: (probability) => fraction() < probability,
    pick: (choices) => choices[Math.floor(fraction() * choices.length)] ?? choices[0],
    weighted: (choices, otherwise) => {
      const sum = choices.reduce((total, [, weight]) => total + weight, 0);
      let left = fraction() * sum;
      for (const [choice, weight] of choices) {
        left -= weight;
        if (left < 0) return choice;
      }
      return otherwise;
    },
  };
}
