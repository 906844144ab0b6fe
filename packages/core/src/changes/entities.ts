/**
 * What a change set can change: each entity with its fields, in the words of pages. The field `exists` stands for
 * creation and removal. The columns behind them are in the registry of `db`, which must name each of these.
 */
export const CHANGED_FIELDS = {
  transaction: {
    exists: 'existence',
    category: 'category',
    categoryProvenance: 'where the category comes from',
    payee: 'payee',
    payeeProvenance: 'where the payee comes from',
    splits: 'splits',
    notes: 'notes',
    tags: 'tags',
    status: 'status',
    account: 'account',
    date: 'date',
    amount: 'amount',
    importedPayee: 'payee as the bank writes it',
    importedMemo: 'memo as the bank writes it',
    originalAmount: 'amount in the other currency',
    originalCurrency: 'other currency',
    exchangeRate: 'exchange rate',
    fingerprint: 'what it is known again by',
    mergedInto: 'the transaction it was merged into',
    transfer: 'transfer',
  },
  account: {
    exists: 'existence',
    name: 'name',
    type: 'type',
    externalId: 'number at the bank',
    openingBalanceMinor: 'opening balance',
  },
  category: {
    exists: 'existence',
    name: 'name',
    kind: 'kind',
    parent: 'parent',
    isHidden: 'visibility',
    icon: 'picture',
    mergedInto: 'the category it was merged into',
  },
  payee: {
    exists: 'existence',
    name: 'name',
    defaultCategory: 'default category',
    learnMode: 'learn mode',
    mergedInto: 'the payee it was merged into',
  },
  match: { exists: 'existence', state: 'what was said of it' },
  alias: { exists: 'existence', payee: 'payee' },
  payeeRule: { exists: 'existence' },
  budget: {
    exists: 'existence',
    category: 'category',
    amountMinor: 'amount',
    rollsOver: 'rolling over',
    startsOn: 'first period',
  },
  recurring: { exists: 'existence', verdict: 'verdict', name: 'name', endedOn: 'end' },
  month: { exists: 'closing' },
  attachment: { exists: 'existence', transaction: 'transaction' },
} as const satisfies Record<string, Record<string, string>>;

export type ChangedEntity = keyof typeof CHANGED_FIELDS;

/** The field that another one stands or falls with. */
const MAIN_FIELDS: Readonly<Record<string, string>> = {
  categoryProvenance: 'category',
  payeeProvenance: 'payee',
};

/** The field that a person speaks of: that of a provenance is the field whose provenance it is. */
export function mainFieldOf(field: string): string {
  return MAIN_FIELDS[field] ?? field;
}
