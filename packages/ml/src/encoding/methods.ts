import type { Method } from '../methods/index.ts';

export const methods: readonly Method[] = [
  {
    title: 'Models as bytes',
    functions: ['encodeModel', 'decodeModel'],
    tells: 'A model as it is stored, and back; changed or foreign bytes are refused.',
    definition: 'a sum (FNV-1a, 32 bits), lengths, a JSON head, then the arrays, little-endian',
    source: 'G. Fowler, L. C. Noll and K.-P. Vo (1991) for the sum',
    cost: 'time and memory O(bytes)',
    example:
      "decodeModel(encodeModel({ kind: 'mean', version: 1 }), { kind: 'mean', version: 1, check: () => undefined })",
  },
  {
    title: 'Arrays as bytes',
    functions: ['encodeArrays', 'decodeArrays', 'measureArrays'],
    tells: 'Plain data with typed arrays in it, as bytes and back; the memory that its arrays take.',
    definition: 'every bit of an array is kept; the rest is JSON',
    source: 'IEEE 754 (2019), ECMA-404 (2017)',
    cost: 'time and memory O(bytes)',
    example: 'decodeArrays(encodeArrays({ weights: Float64Array.of(0.1, 0.2) }))',
  },
];
