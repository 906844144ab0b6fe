import type { Method } from '../methods/index.ts';

export const methods: readonly Method[] = [
  {
    title: 'Random numbers',
    functions: ['createRandom'],
    tells:
      'A stream of uniform, whole and normal numbers; the same seed gives the same ones on every machine.',
    definition:
      'xoshiro128** filled by splitmix32; uniform of 53 bits; whole by rejection, without bias; normal by the polar method',
    source:
      'D. Blackman and S. Vigna (2021), ACM TOMS 47(4); D. Lemire (2019), ACM TOMACS 29(1); G. Marsaglia and T. A. Bray (1964), SIAM Review 6',
    cost: 'time O(1) a number, memory O(1)',
    example: '[createRandom(1).uniform(), createRandom(1).integer(6), createRandom(1).normal()]',
  },
];
