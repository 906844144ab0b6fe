import type { ColumnRole, ImportProfile } from '@steward/core/imports';

export const COLUMN_ROLES: readonly (readonly [ColumnRole, string])[] = [
  ['date', 'Date'],
  ['payee', 'Payee'],
  ['memo', 'Memo'],
  ['amount', 'Amount'],
  ['debit', 'Amount out'],
  ['credit', 'Amount in'],
  ['currency', 'Currency'],
  ['externalId', 'External id'],
  ['category', 'Category'],
  ['status', 'Status'],
  ['context', 'Context'],
  ['ignore', 'Leave out'],
];

/** Meanings that only one column can have. */
export const SINGLE_ROLES: ReadonlySet<string> = new Set<ColumnRole>([
  ...([
    'date',
    'payee',
    'amount',
    'debit',
    'credit',
    'currency',
    'externalId',
    'category',
    'status',
  ] as const),
]);

const ORDER_WORDS = { ymd: 'year month day', dmy: 'day month year', mdy: 'month day year' };

export const DATE_ORDERS: readonly [string, string][] = Object.entries(ORDER_WORDS);

type DialectName =
  'encoding' | 'delimiter' | 'quote' | 'dateOrder' | 'decimal' | 'thousands' | 'signConvention';

interface DialectField {
  name: DialectName & keyof ImportProfile;
  label: string;
  words: Readonly<Record<string, string>>;
}

export const DIALECT_FIELDS: readonly DialectField[] = [
  {
    name: 'encoding',
    label: 'Encoding',
    words: {
      'utf-8': 'UTF-8',
      'utf-16le': 'UTF-16 LE',
      'utf-16be': 'UTF-16 BE',
      'windows-1252': 'Windows-1252',
    },
  },
  {
    name: 'delimiter',
    label: 'Between columns',
    words: { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'vertical bar' },
  },
  { name: 'quote', label: 'Quotes', words: { '"': 'double quotes', "'": 'single quotes', '': 'no quotes' } },
  {
    name: 'dateOrder',
    label: 'Dates',
    words: ORDER_WORDS,
  },
  { name: 'decimal', label: 'Decimal mark', words: { '.': 'decimal point', ',': 'decimal comma' } },
  {
    name: 'thousands',
    label: 'Thousands mark',
    words: {
      '': 'no thousands mark',
      ',': 'thousands comma',
      '.': 'thousands point',
      ' ': 'thousands space',
      "'": 'thousands apostrophe',
    },
  },
  {
    name: 'signConvention',
    label: 'Money out',
    words: { as_is: 'money out is negative', inverted: 'money out is positive' },
  },
];
