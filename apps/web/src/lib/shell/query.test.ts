import { expect, test } from 'vitest';
import { numberOf, safePath, textOf, withQuery } from './query.ts';

test.each(['/review', '/ledger?word=a%20b&ids=1,2', '/help/review#alike'])('%s is gone back to', (path) => {
  expect(safePath(path, '/review')).toBe(path);
});

test.each([
  ...['//evil.example', '/\\evil.example', '/\t/evil.example', '/\n/evil.example', '\\\\evil.example'],
  ...['https://evil.example/', 'javascript:alert(1)', '/.//evil.example', 'review', '', null],
])('%j leads to no other site', (path) => {
  expect(safePath(path, '/review')).toBe('/review');
});

test('what no header may hold is written as an address', () => {
  expect(safePath('/a\u0000b/ẞ?q=\u2028', '/')).toBe('/a%00b/%E1%BA%9E?q=%E2%80%A8');
});

test('a field without a number is not taken for 0', () => {
  const form = new FormData();
  form.set('days', ' ');
  form.set('limit', '12');
  form.set('file', new Blob(['3']));
  expect([numberOf(form, 'days'), numberOf(form, 'gone'), numberOf(form, 'file')]).toEqual([NaN, NaN, NaN]);
  expect(numberOf(form, 'limit')).toBe(12);
  expect(textOf(form, 'file')).toBe('');
});

test('an address is changed without its actions', () => {
  const url = { pathname: '/review', search: '?/answer&filter=new&item=1' };
  expect(withQuery(url, { item: null })).toBe('/review?filter=new');
});
