import type { ChangedEntity } from '@steward/core/changes';
import type { CategoryIcon } from '@steward/core/ledger';
import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const account = sqliteTable('ledger_account', {
  id: text().primaryKey(),
  name: text().notNull().unique(),
  type: text({ enum: ['checking', 'savings', 'card', 'cash', 'loan', 'other'] }).notNull(),
  currency: text().notNull(),
  openingBalanceMinor: integer('opening_balance_minor').notNull(),
  externalId: text('external_id'),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
});

export const category = sqliteTable(
  'ledger_category',
  {
    id: text().primaryKey(),
    /** Empty at the root, so that names are unique there too. */
    parentId: text('parent_id').notNull().default(''),
    name: text().notNull(),
    kind: text({ enum: ['income', 'expense', 'transfer'] }).notNull(),
    isHidden: integer('is_hidden', { mode: 'boolean' }).notNull().default(false),
    /** A name of a picture of ours; null for none. */
    icon: text().$type<CategoryIcon>(),
    mergedIntoId: text('merged_into_id'),
    removedAt: integer('removed_at', { mode: 'timestamp_ms' }),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [
    uniqueIndex('ledger_category_name')
      .on(table.parentId, table.name)
      .where(sql`${table.removedAt} is null and ${table.mergedIntoId} is null`),
  ],
);

/** Payee, memo, amount, date and context are as imported and never change; edits lie beside them. */
export const transaction = sqliteTable(
  'ledger_transaction',
  {
    id: text().primaryKey(),
    accountId: text('account_id').notNull(),
    date: text().notNull(),
    amountMinor: integer('amount_minor').notNull(),
    currency: text().notNull(),
    payeeId: text('payee_id').notNull(),
    importedPayee: text('imported_payee').notNull(),
    importedMemo: text('imported_memo').notNull(),
    context: text({ mode: 'json' }).$type<Record<string, string>>().notNull(),
    /** What was paid in another currency; the rate is a decimal as the file writes it. */
    originalAmountMinor: integer('original_amount_minor'),
    originalCurrency: text('original_currency'),
    exchangeRate: text('exchange_rate'),
    notes: text().notNull().default(''),
    status: text({ enum: ['pending', 'posted', 'reconciled'] }).notNull(),
    importId: text('import_id'),
    /** account + date + amount + normalised payee + memo + ordinal of that occurrence, hashed. */
    fingerprint: text().notNull(),
    /** The split's category where there is one split; a projection of ledger_split for lists. */
    categoryId: text('category_id'),
    /** The confirmed match that makes it one side of a transfer between own accounts. */
    transferId: text('transfer_id'),
    /** Set when its creation was undone, and while it is merged into another one. */
    deletedAt: integer('deleted_at', { mode: 'timestamp_ms' }),
    /** The transaction that stands for it, where the two turned out to be one. */
    mergedIntoId: text('merged_into_id'),
    /** One more with each change set that touches it. */
    version: integer().notNull().default(1),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [
    // Only among those that stand: what was undone can be imported again.
    uniqueIndex('ledger_transaction_fingerprint')
      .on(table.fingerprint)
      .where(sql`${table.deletedAt} is null`),
    index('ledger_transaction_merged')
      .on(table.fingerprint)
      .where(sql`${table.mergedIntoId} is not null`),
    index('ledger_transaction_merged_into')
      .on(table.mergedIntoId)
      .where(sql`${table.mergedIntoId} is not null`),
    index('ledger_transaction_date')
      .on(table.date, table.id)
      .where(sql`${table.deletedAt} is null`),
    index('ledger_transaction_account')
      .on(table.accountId, table.date, table.id, table.deletedAt)
      .where(sql`${table.deletedAt} is null`),
    // The oldest that no statement confirmed yet, and the sum of all that were.
    index('ledger_transaction_unreconciled')
      .on(table.accountId, table.date, table.id)
      .where(sql`${table.status} = 'posted' and ${table.deletedAt} is null`),
    index('ledger_transaction_reconciled')
      .on(table.accountId, table.amountMinor)
      .where(sql`${table.status} = 'reconciled' and ${table.deletedAt} is null`),
    // Transactions of one amount near a day: duplicates in other words, and the other side of a transfer.
    index('ledger_transaction_amount')
      .on(table.amountMinor, table.date)
      .where(sql`${table.deletedAt} is null`),
    index('ledger_transaction_import').on(table.importId, table.date, table.id),
    index('ledger_transaction_pending')
      .on(table.accountId, table.date)
      .where(sql`${table.status} = 'pending'`),
    index('ledger_transaction_payee').on(table.payeeId, table.date, table.id),
    index('ledger_transaction_category').on(table.categoryId, table.date, table.id),
    index('ledger_transaction_waiting')
      .on(table.date, table.id)
      .where(sql`${table.status} = 'pending' and ${table.deletedAt} is null`),
    index('ledger_transaction_size')
      .on(sql`abs(${table.amountMinor})`, table.date, table.id)
      .where(sql`${table.deletedAt} is null`),
  ],
);

export const split = sqliteTable(
  'ledger_split',
  {
    id: text().primaryKey(),
    transactionId: text('transaction_id').notNull(),
    position: integer().notNull(),
    categoryId: text('category_id'),
    amountMinor: integer('amount_minor').notNull(),
    memo: text().notNull().default(''),
  },
  (table) => [uniqueIndex('ledger_split_transaction').on(table.transactionId, table.position)],
);

export const externalId = sqliteTable(
  'ledger_external_id',
  {
    accountId: text('account_id').notNull(),
    source: text().notNull(),
    externalId: text('external_id').notNull(),
    transactionId: text('transaction_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.source, table.externalId, table.transactionId] }),
    index('ledger_external_id_transaction').on(table.transactionId),
  ],
);

export const provenance = sqliteTable(
  'ledger_provenance',
  {
    transactionId: text('transaction_id').notNull(),
    field: text({ enum: ['category', 'payee'] }).notNull(),
    source: text({ enum: ['user', 'rule', 'model', 'import'] }).notNull(),
    decisionId: text('decision_id'),
    isLocked: integer('is_locked', { mode: 'boolean' }).notNull(),
    /** The learning event that this value was learned by, if any; what an undo withdraws. */
    learningSeq: integer('learning_seq'),
    at: integer({ mode: 'timestamp_ms' }).notNull(),
    /** False for what was said while nothing was to be learned from the payee; null for all else. */
    isTaught: integer('is_taught', { mode: 'boolean' }),
  },
  (table) => [primaryKey({ columns: [table.transactionId, table.field] })],
);

export const changeSet = sqliteTable(
  'ledger_change_set',
  {
    id: text().primaryKey(),
    kind: text({ enum: ['import', 'rule', 'approval', 'edit', 'undo', 'redo'] }).notNull(),
    /** Actor as JSON. */
    actor: text({ mode: 'json' })
      .$type<{ kind: 'user' | 'key' | 'system'; id: string; name: string }>()
      .notNull(),
    reason: text().notNull(),
    at: integer({ mode: 'timestamp_ms' }).notNull(),
    undoneById: text('undone_by_id'),
    undoesId: text('undoes_id'),
  },
  (table) => [
    index('ledger_change_set_at').on(table.at, table.id),
    index('ledger_change_set_undoes').on(table.undoesId),
  ],
);

/** One field of one entity; before and after are JSON. The field `exists` stands for creation. */
export const changeSetItem = sqliteTable(
  'ledger_change_set_item',
  {
    changeSetId: text('change_set_id').notNull(),
    entity: text().$type<ChangedEntity>().notNull(),
    entityId: text('entity_id').notNull(),
    field: text().notNull(),
    before: text({ mode: 'json' }).$type<unknown>(),
    after: text({ mode: 'json' }).$type<unknown>(),
  },
  (table) => [
    primaryKey({ columns: [table.changeSetId, table.entityId, table.field] }),
    index('ledger_change_set_item_entity').on(table.entityId),
    // Which files any change set could bring back.
    index('ledger_change_set_item_attachment')
      .on(table.entity, table.field)
      .where(sql`${table.entity} = 'attachment'`),
  ],
);
