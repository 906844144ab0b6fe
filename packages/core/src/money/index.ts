export { CurrencyCode, MinorUnits, exponentOf, listCurrencies } from './currencies.ts';
export { parseAmount, exampleAmount, type AmountFormat, type ParsedAmount } from './parse-amount.ts';
export { formatAmount } from './format-amount.ts';
