import { expect, test } from 'vitest';
import { pooled } from './pooled.ts';

/** Counts through the bytes, so that a byte given twice or left out shows. */
function counting() {
  let next = 0;
  const draws: number[] = [];
  const draw = (byteCount: number) => {
    draws.push(byteCount);
    return Uint8Array.from({ length: byteCount }, () => next++ % 256);
  };
  return { draw, draws };
}

test('ids get bytes of their own, and many of them share one draw', () => {
  const { draw, draws } = counting();
  const random = pooled(draw);
  const given = Array.from({ length: 256 }, () => [...random(16)]).flat();
  expect(draws).toEqual([4_096]);
  expect(given).toEqual(Array.from({ length: 4_096 }, (_, index) => index % 256));
  expect([...random(16)]).toHaveLength(16);
  expect(draws).toEqual([4_096, 4_096]);
});

test('what is left of a pool that is too small is never handed out short', () => {
  const random = pooled(counting().draw);
  random(4_090);
  expect(random(16)).toHaveLength(16);
});

test('more than a pool is drawn as it is', () => {
  const { draw, draws } = counting();
  expect(pooled(draw)(10_000)).toHaveLength(10_000);
  expect(draws).toEqual([10_000]);
});
