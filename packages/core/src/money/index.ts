export { CurrencyCode, MinorUnits, exponentOf, listCurrencies } from './currencies.ts';
export { parseAmount, type AmountFormat } from './parse-amount.ts';
export { OriginalAmount } from './original-amount.ts';
export { formatAmount } from './format-amount.ts';
