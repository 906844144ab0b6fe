import { parseDate } from '../calendar/index.ts';
import { parseAmount } from '../money/index.ts';
import type { ColumnRole } from './import-profile.schema.ts';

/** What headers are called, in the languages of DOMAIN's first users; matched on letters and digits only. */
const HEADER_WORDS: readonly [ColumnRole, RegExp][] = [
  ['ignore', /^(running)?balance|saldo|kontostand|solde|accountbalance/],
  [
    'date',
    /^(transaction|posting|posted|booking|booked|buchungs|value|trans|completed|operation)?dat(e|um|a)|^buchungstag|^fecha|^dateoperation|dateofpayment|^datadi/,
  ],
  ['debit', /^debit|^soll$|paidout|moneyout|withdrawal|^ausgabe|^cargo|^addebit|amountout|^out$|^spent/],
  ['credit', /^credit(?!card|or)|^haben$|paidin|moneyin|deposit|^einnahme|^abono|^accredit|amountin|^in$/],
  ['currency', /^currency|currencycode|^wahrung|^waehrung|^devise|^moneda|^valuta$|^divisa|^munt|^ccy/],
  ['amount', /^amount|^betrag|^bedrag|^montant|^importe|^importo|^umsatz|^value$|amount$|^sum$|^netamount/],
  [
    'status',
    /^status|^state$|^(buchungs|umsatz|transaction|booking|payment|posting)status|^etat|^statut|^stato|^estado/,
  ],
  ['category', /^categor|^kategorie|^expensetype|^rubrik|^catégorie/],
  [
    'externalId',
    /^(transaction|trans|tx|unique|external|bank)?(id|identifier)$|^fitid|^ref(erence)?(no|number|id)?$|^referenz|^transactionref/,
  ],
  [
    'payee',
    /^payee|^merchant|^empfanger|^empfaenger|^begunstigt|^beguenstigt|^counterparty|^beneficiary|^supplier|^vendor|^naam|^beneficiario|^tiers|^name$|^recipient|^auftraggeber|^zahlungsempf|^partnername/,
  ],
  [
    'memo',
    /^memo|^verwendungszweck|^zweck|^note|^description|^details|^omschrijving|^mededeling|^buchungstext|^libelle|^concepto|^descrizione|^narrative|^particulars|^text$|^message|^subject/,
  ],
];

/** Letters and digits, lower case, without diacritics. */
export function normaliseHeader(header: string): string {
  return header
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{Ll}\p{Nd}]/gu, '');
}

/** What a normalised header says the column is, if it says anything. */
export function roleOfHeader(normalised: string): ColumnRole | null {
  return HEADER_WORDS.find(([, pattern]) => pattern.test(normalised))?.[0] ?? null;
}

export function looksLikeDate(cell: string): boolean {
  const text = cell.trim();
  if (!/\d/.test(text) || text.length < 6) return false;
  return (['ymd', 'dmy', 'mdy'] as const).some((order) => parseDate(text, order).ok);
}

export function looksLikeAmount(cell: string): boolean {
  if (cell.trim() === '') return true;
  return (
    parseAmount(cell, { decimal: '.', thousands: ',', exponent: 4 }).ok ||
    parseAmount(cell, { decimal: ',', thousands: '.', exponent: 4 }).ok ||
    parseAmount(cell, { decimal: ',', thousands: ' ', exponent: 4 }).ok ||
    parseAmount(cell, { decimal: '.', thousands: "'", exponent: 4 }).ok
  );
}

/** Values of a column that says whether rows are booked. */
export const MOST_STATUSES = 12;

interface ColumnFacts {
  index: number;
  header: ColumnRole | null;
  hasHeader: boolean;
  isDate: boolean;
  isAmount: boolean;
  /** Share of filled cells that have a decimal mark or a sign. */
  moneyShare: number;
  isCurrency: boolean;
  filledShare: number;
  distinctShare: number;
  distinctCount: number;
  meanLength: number;
}

type Table = readonly (readonly string[])[];

/** The role of each column, by its header where that is known and fits, else by what stands in it. */
export function guessRoles(headers: readonly string[], body: Table): ColumnRole[] {
  const facts = headers.map((header, index) => describeColumn(header, index, body));
  const roles: ColumnRole[] = headers.map(() => 'ignore');
  const isFree = (fact: ColumnFacts) => roles[fact.index] === 'ignore' && fact.header !== 'ignore';
  const assign = (role: ColumnRole, choices: ColumnFacts[]) => {
    const chosen = choices.find(isFree);
    if (chosen && !roles.includes(role)) roles[chosen.index] = role;
  };
  const named = (role: ColumnRole) => facts.filter(({ header }) => header === role);
  assign('date', [...named('date').filter(({ isDate }) => isDate), ...facts.filter(({ isDate }) => isDate)]);
  const amounts = facts.filter(({ isAmount, isDate }) => isAmount && !isDate);
  assign(
    'amount',
    named('amount').filter((fact) => amounts.includes(fact)),
  );
  if (!roles.includes('amount')) {
    assign(
      'debit',
      named('debit').filter((fact) => amounts.includes(fact)),
    );
    assign(
      'credit',
      named('credit').filter((fact) => amounts.includes(fact)),
    );
  }
  if (!roles.some((role) => role === 'amount' || role === 'debit' || role === 'credit')) {
    assign(
      'amount',
      amounts.filter(({ header }) => header === null).sort((a, b) => b.moneyShare - a.moneyShare),
    );
  }
  assign(
    'currency',
    facts.filter(({ isCurrency, header }) => isCurrency || header === 'currency'),
  );
  assign('category', named('category'));
  assign(
    'externalId',
    named('externalId').filter(({ distinctShare }) => distinctShare > 0.5),
  );
  assignTexts(facts, assign, named);
  for (const fact of facts) {
    const isFew = fact.distinctShare <= 0.5 && fact.filledShare >= 0.05;
    if (isFree(fact) && fact.hasHeader && fact.header === null && isFew && body.length >= 4) {
      roles[fact.index] = 'context';
    }
  }
  return roles;
}

function assignTexts(
  facts: ColumnFacts[],
  assign: (role: ColumnRole, choices: ColumnFacts[]) => void,
  named: (role: ColumnRole) => ColumnFacts[],
): void {
  const fewEach = named('status').filter(({ distinctCount }) => distinctCount <= MOST_STATUSES);
  assign('status', fewEach);
  const texts = facts
    .filter(
      ({ isDate, isAmount, isCurrency, header }) => !isDate && !isAmount && !isCurrency && header === null,
    )
    .sort((a, b) => b.distinctShare * b.meanLength - a.distinctShare * a.meanLength);
  assign('payee', [
    ...named('payee'),
    ...named('memo').filter(({ filledShare }) => filledShare > 0.5),
    ...texts,
  ]);
  assign('memo', named('memo'));
}

function describeColumn(header: string, index: number, body: Table): ColumnFacts {
  const cells = body.map((row) => (row[index] ?? '').trim());
  const filled = cells.filter((cell) => cell !== '');
  const share = (test: (cell: string) => boolean) =>
    filled.length === 0 ? 0 : filled.filter(test).length / filled.length;
  const role = roleOfHeader(normaliseHeader(header));
  // Where the header says it, half of the cells may be broken.
  const needed = (...roles: ColumnRole[]) => (role !== null && roles.includes(role) ? 0.5 : 0.8);
  return {
    index,
    header: role,
    hasHeader: header !== '',
    isDate: share(looksLikeDate) >= needed('date'),
    isAmount:
      share(looksLikeAmount) >= needed('amount', 'debit', 'credit') ||
      (filled.length === 0 && cells.length > 0),
    moneyShare: share((cell) => /[.,]\d{1,2}(?!\d)|^[-−(]/.test(cell)),
    isCurrency:
      filled.length > 0 && share((cell) => /^[A-Z]{3}$/.test(cell)) === 1 && new Set(filled).size <= 5,
    filledShare: cells.length === 0 ? 0 : filled.length / cells.length,
    distinctCount: new Set(filled).size,
    distinctShare: filled.length === 0 ? 0 : new Set(filled).size / filled.length,
    meanLength: filled.reduce((sum, cell) => sum + cell.length, 0) / Math.max(1, filled.length),
  };
}
