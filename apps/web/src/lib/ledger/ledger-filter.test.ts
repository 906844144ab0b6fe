import { expect, test } from 'vitest';
import { readLedgerFilter } from './ledger-filter.ts';

const read = (query: string) => readLedgerFilter(new URLSearchParams(query));

test('an address without parameters asks for everything', () => {
  expect(read('')).toEqual({});
});

test('empty fields of the filter form ask for nothing', () => {
  expect(read('accountId=&search=&status=all&amountMinor=')).toEqual({});
});

test('evidence links are read as they were written', () => {
  expect(read('contextKey=mcc&contextValue=5411&categoryId=cat_1&amountMinor=-8640')).toEqual({
    contextKey: 'mcc',
    contextValue: '5411',
    categoryId: 'cat_1',
    amountMinor: -8640,
  });
});

test('an amount that is no whole number is as if absent', () => {
  expect(read('amountMinor=12,5')).toEqual({});
});
