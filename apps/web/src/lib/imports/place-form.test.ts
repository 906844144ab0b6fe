import { expect, it } from 'vitest';
import { readPlaces } from './place-form.ts';

it('reads where each number of a file goes, and leaves out what finds its place by itself', () => {
  const form = new FormData();
  for (const [number, place] of [
    ['DE1', 'found'],
    ['DE2', 'none'],
    ['DE3', 'acc_1'],
  ] as const) {
    form.append('number', number);
    form.append('place', place);
  }
  expect(readPlaces(form)).toEqual([
    { number: 'DE2', accountId: null },
    { number: 'DE3', accountId: 'acc_1' },
  ]);
});
