import { z } from 'zod';

/** ISO 4217 codes in use, with the number of decimals where it is not two. */
const CODES =
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD ' +
  'CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP ' +
  'GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW ' +
  'KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD ' +
  'NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE ' +
  'SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED ' +
  'VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL';
const EXPONENTS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(CODES.split(' ').map((code) => [code, 2])),
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
  ...Object.fromEntries('CLF UYW'.split(' ').map((code) => [code, 4])),
};

export const CurrencyCode = z
  .string()
  .refine((code) => code in EXPONENTS, { error: 'expected an ISO 4217 code such as EUR' });
export type CurrencyCode = z.infer<typeof CurrencyCode>;

/** Decimals of a currency: 2 for EUR, 0 for JPY, 3 for KWD; null for a code that is not in ISO 4217. */
export function exponentOf(currency: string): number | null {
  return EXPONENTS[currency] ?? null;
}

/** All codes, in alphabetical order. */
export function listCurrencies(): string[] {
  return Object.keys(EXPONENTS).sort();
}

export const MinorUnits = z.number().int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);
export type MinorUnits = z.infer<typeof MinorUnits>;
