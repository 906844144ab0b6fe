import { expect, test } from 'vitest';
import { pagesOf, windowOf } from './row-window.ts';

const list = { rowHeight: 37, viewHeight: 740 };

test('draws the rows that are seen and some beside, with the height of all of them', () => {
  const window = windowOf({ ...list, total: 10_000, hidden: 37_000 });
  expect(window).toMatchObject({ first: 980, end: 1_040 });
  expect(window.above + (window.end - window.first) * 37 + window.below).toBe(370_000);
});

test('reaches the first and the last row of a million, though no element can be as tall', () => {
  const total = 1_000_000;
  expect(windowOf({ ...list, total, hidden: -200 })).toMatchObject({ first: 0, above: 0 });
  const end = windowOf({ ...list, total, hidden: 10_000_000 - 740 });
  expect([end.end, end.below]).toEqual([total, 0]);
  expect(end.above + (end.end - end.first) * 37).toBe(10_000_000);
});

test('draws all of a short list', () => {
  expect(windowOf({ ...list, total: 3, hidden: 0 })).toEqual({ first: 0, end: 3, above: 0, below: 0 });
});

test('asks for the pages that a window touches', () => {
  expect(pagesOf({ first: 99, end: 201, above: 0, below: 0 }, 50)).toEqual([1, 2, 3, 4]);
});
