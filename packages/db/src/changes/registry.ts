import type { CHANGED_FIELDS, ChangedEntity } from '@steward/core/changes';

/** How a column's value is written in a change: as it stands, as true or false, as JSON, or with null for ''. */
type ColumnForm = 'plain' | 'boolean' | 'json' | 'emptyable';

export interface StoredColumn {
  column: string;
  form: ColumnForm;
}

/** Where a field lies: in a column, or in rows beside its entity. */
type StoredField =
  { kind: 'column'; stored: StoredColumn } | { kind: 'category' | 'splits' | 'provenance' | 'tags' };

/**
 * How an entity comes and goes. A large one stays in its table and is marked; of a small one the whole row is the value
 * of `exists`, and it is deleted and inserted again.
 */
type Existence =
  { by: 'mark'; column: string } | { by: 'row'; columns: Readonly<Record<string, StoredColumn>> };

interface StoredEntity<Field extends string> {
  table: string;
  key: string;
  existence: Existence;
  fields: Readonly<Record<Exclude<Field, 'exists'>, StoredField>>;
}

const plain = (column: string): StoredColumn => ({ column, form: 'plain' });
const inColumn = (column: string, form: ColumnForm = 'plain'): StoredField => ({
  kind: 'column',
  stored: { column, form },
});

/** Where everything lies that a change set can change. A new field gets undo, history and audit by its line here. */
export const REGISTRY: {
  readonly [E in ChangedEntity]: StoredEntity<keyof (typeof CHANGED_FIELDS)[E] & string>;
} = {
  transaction: {
    ...{ table: 'ledger_transaction', key: 'id', existence: { by: 'mark', column: 'deleted_at' } },
    fields: {
      category: { kind: 'category' },
      categoryProvenance: { kind: 'provenance' },
      payee: inColumn('payee_id'),
      payeeProvenance: { kind: 'provenance' },
      splits: { kind: 'splits' },
      notes: inColumn('notes'),
      tags: { kind: 'tags' },
      status: inColumn('status'),
      mergedInto: inColumn('merged_into_id'),
      transfer: inColumn('transfer_id'),
      account: inColumn('account_id'),
      ...{ date: inColumn('date'), amount: inColumn('amount_minor') },
      ...{ importedPayee: inColumn('imported_payee'), importedMemo: inColumn('imported_memo') },
      originalAmount: inColumn('original_amount_minor'),
      originalCurrency: inColumn('original_currency'),
      exchangeRate: inColumn('exchange_rate'),
      fingerprint: inColumn('fingerprint'),
    },
  },
  account: {
    ...{ table: 'ledger_account', key: 'id' },
    existence: {
      by: 'row',
      columns: {
        ...{ id: plain('id'), name: plain('name'), type: plain('type'), currency: plain('currency') },
        ...{ openingBalanceMinor: plain('opening_balance_minor'), externalId: plain('external_id') },
        createdAt: plain('created_at'),
      },
    },
    fields: {
      ...{ name: inColumn('name'), type: inColumn('type'), externalId: inColumn('external_id') },
      openingBalanceMinor: inColumn('opening_balance_minor'),
    },
  },
  category: {
    ...{ table: 'ledger_category', key: 'id', existence: { by: 'mark', column: 'removed_at' } },
    fields: {
      ...{ name: inColumn('name'), kind: inColumn('kind'), parent: inColumn('parent_id', 'emptyable') },
      ...{ isHidden: inColumn('is_hidden', 'boolean'), mergedInto: inColumn('merged_into_id') },
      icon: inColumn('icon'),
    },
  },
  payee: {
    ...{ table: 'payees_payee', key: 'id' },
    existence: {
      by: 'row',
      columns: {
        ...{ id: plain('id'), name: plain('name'), defaultCategoryId: plain('default_category_id') },
        ...{ learnMode: plain('learn_mode'), mergedIntoId: plain('merged_into_id') },
        createdAt: plain('created_at'),
      },
    },
    fields: {
      ...{ name: inColumn('name'), defaultCategory: inColumn('default_category_id') },
      ...{ learnMode: inColumn('learn_mode'), mergedInto: inColumn('merged_into_id') },
    },
  },
  match: {
    ...{ table: 'matches_match', key: 'id' },
    existence: {
      by: 'row',
      columns: {
        ...{ id: plain('id'), kind: plain('kind'), firstId: plain('first_id'), secondId: plain('second_id') },
        ...{ state: plain('state'), createdAt: plain('created_at') },
        evidence: { column: 'evidence', form: 'json' },
      },
    },
    fields: { state: inColumn('state') },
  },
  alias: {
    ...{ table: 'payees_alias', key: 'imported_name' },
    existence: {
      by: 'row',
      columns: {
        ...{ importedName: plain('imported_name'), normalised: plain('normalised') },
        payeeId: plain('payee_id'),
      },
    },
    fields: { payee: inColumn('payee_id') },
  },
  payeeRule: {
    ...{ table: 'payees_rule', key: 'id' },
    existence: {
      by: 'row',
      columns: {
        ...{ id: plain('id'), position: plain('position'), match: plain('match'), text: plain('text') },
        name: plain('name'),
      },
    },
    fields: {},
  },
  budget: {
    ...{ table: 'budgets_budget', key: 'id' },
    existence: {
      by: 'row',
      columns: {
        ...{ id: plain('id'), categoryId: plain('category_id'), period: plain('period') },
        ...{ amountMinor: plain('amount_minor'), currency: plain('currency') },
        ...{ rollsOver: { column: 'rolls_over', form: 'boolean' }, startsOn: plain('starts_on') },
        createdAt: plain('created_at'),
      },
    },
    fields: {
      ...{ category: inColumn('category_id'), amountMinor: inColumn('amount_minor') },
      ...{ rollsOver: inColumn('rolls_over', 'boolean'), startsOn: inColumn('starts_on') },
    },
  },
  recurring: {
    ...{ table: 'recurring_verdict', key: 'stream_id' },
    existence: {
      by: 'row',
      columns: {
        ...{ streamId: plain('stream_id'), verdict: plain('verdict'), name: plain('name') },
        endedOn: plain('ended_on'),
      },
    },
    fields: { verdict: inColumn('verdict'), name: inColumn('name'), endedOn: inColumn('ended_on') },
  },
  attachment: {
    ...{ table: 'ledger_attachment', key: 'id' },
    existence: {
      by: 'row',
      columns: {
        ...{ id: plain('id'), transactionId: plain('transaction_id'), sha256: plain('sha256') },
        ...{ name: plain('name'), type: plain('type'), sizeBytes: plain('size_bytes') },
        ...{ addedAt: plain('added_at'), addedBy: { column: 'added_by', form: 'json' } },
      },
    },
    fields: { transaction: inColumn('transaction_id') },
  },
  month: {
    ...{ table: 'closing_month', key: 'starts_on', fields: {} },
    existence: {
      by: 'row',
      columns: {
        ...{ startsOn: plain('starts_on'), endsBefore: plain('ends_before'), closedAt: plain('closed_at') },
      },
    },
  },
};

/** The registry's line of a field; undefined for `exists` and for what is no field of the entity. */
export function storedField(entity: ChangedEntity, field: string): StoredField | undefined {
  const { fields }: { fields: Readonly<Record<string, StoredField>> } = REGISTRY[entity];
  return Object.hasOwn(fields, field) ? fields[field] : undefined;
}
