import { describe, expect, test } from 'vitest';
import { decodeArrays, decodeModel, encodeArrays, encodeModel, measureArrays, type Model } from './index.ts';

interface Line extends Model {
  kind: 'line';
  slopes: Float64Array;
  counts: Int32Array;
  names: readonly string[];
}

const line: Line = {
  kind: 'line',
  version: 2,
  slopes: Float64Array.of(0.1, -0, NaN, Infinity, Number.MIN_VALUE),
  counts: Int32Array.of(-1, 2 ** 31 - 1),
  names: ['Käse', 'b'],
};
const expected = { kind: 'line' as const, version: 2, check: () => undefined };

describe('models as bytes', () => {
  test('come back with every bit of their arrays', () => {
    expect(decodeModel<Line>(encodeModel(line), expected)).toStrictEqual(line);
  });

  test('are equal when the models are', () => {
    const again = { ...line, slopes: line.slopes.slice() };
    expect(encodeModel(again)).toStrictEqual(encodeModel(line));
  });

  test('may lie anywhere in other bytes', () => {
    const bytes = encodeModel(line);
    const wider = new Uint8Array(bytes.length + 3);
    wider.set(bytes, 3);
    expect(decodeModel<Line>(wider.subarray(3), expected)).toStrictEqual(line);
  });

  test('are refused once any of them is changed, cut off or added', () => {
    const bytes = encodeModel(line);
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 4;
      expect(() => decodeModel<Line>(changed, expected)).toThrow('not a model');
      expect(() => decodeModel<Line>(bytes.subarray(0, at), expected)).toThrow('not a model');
    }
    expect(() => decodeModel<Line>(Uint8Array.of(...bytes, 0), expected)).toThrow('not a model');
  });

  test('of another kind or version are refused by name', () => {
    expect(() => decodeModel(encodeModel({ kind: 'tree', version: 1 }), expected)).toThrow(
      'expected a model of kind line, version 2, got tree, version 1',
    );
    expect(() => decodeModel(encodeModel({ kind: 'line', version: 1 }), expected)).toThrow('version 1');
  });

  test('are checked by what their kind alone knows', () => {
    const check = (model: Line) => {
      if (model.counts.length !== model.slopes.length) throw new RangeError('a line with other counts');
    };
    expect(() => decodeModel<Line>(encodeModel(line), { ...expected, check })).toThrow(
      'a line with other counts',
    );
  });
});

test('arrays under a key that is left out take neither bytes nor memory', () => {
  const data = { a: Float64Array.of(1, 2), b: Float64Array.of(3) };
  expect(decodeArrays(encodeArrays(data, ['b']))).toStrictEqual({ a: Float64Array.of(1, 2) });
  expect([measureArrays(data), measureArrays(data, ['b'])]).toEqual([24, 16]);
});
