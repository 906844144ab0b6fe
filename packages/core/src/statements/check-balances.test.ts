import { expect, it } from 'vitest';
import { checkBalances, type Statement } from './index.ts';

const balance = (kind: 'opening' | 'closing' | 'interim', date: string, amountMinor: number) => ({
  ...{ kind, date, amountMinor, currency: 'EUR' },
});
const entry = (date: string, amountMinor: number): Statement['items'][number] => ({
  kind: 'entry',
  entry: {
    ...{ line: 1, date, valueDate: null, amountMinor, currency: 'EUR', original: null, payee: 'x', memo: '' },
    ...{ externalId: null, isPending: false, category: null, splits: [] },
  },
});
const statement = (balances: Statement['balances'], ...items: Statement['items']): Statement => ({
  account: { number: 'DE1', bank: null, kind: null, name: null },
  ...{ currency: 'EUR', from: null, to: null, balances, items },
});

it('names the first day on which a statement with balances of days goes wrong', () => {
  const balances = [
    balance('opening', '2026-01-01', 1000),
    balance('interim', '2026-01-02', 900),
    balance('interim', '2026-01-03', 700),
    balance('closing', '2026-01-04', 650),
  ];
  const entries = [entry('2026-01-02', -100), entry('2026-01-03', -150), entry('2026-01-04', -50)];
  expect(checkBalances([statement(balances, ...entries)])).toEqual([
    'The statement of DE1 until 2026-01-04 opens at 10.00 EUR and closes at 6.50 EUR, but its entries lead to 7.00 EUR: ' +
      '-0.50 EUR is missing from them, first on 2026-01-03.',
  ]);
  const late = [entry('2026-01-02', -100), entry('2026-01-03', -200)];
  expect(checkBalances([statement(balances, ...late)])[0]).toContain('first after 2026-01-03.');
});

it('tells where one statement does not begin where the one before it ends', () => {
  const first = statement(
    [balance('opening', '2026-01-01', 1000), balance('closing', '2026-01-31', 900)],
    entry('2026-01-02', -100),
  );
  const third = statement(
    [balance('opening', '2026-03-01', 800), balance('closing', '2026-03-31', 750)],
    entry('2026-03-02', -50),
  );
  expect(checkBalances([third, first])).toEqual([
    'The statement of DE1 from 2026-03-01 opens at 8.00 EUR, but the one before it closes at 9.00 EUR on 2026-01-31: ' +
      '-1.00 EUR is missing between them.',
  ]);
  const second = statement([balance('opening', '2026-01-31', 900), balance('closing', '2026-02-28', 900)]);
  expect(checkBalances([first, second])).toEqual([]);
});
