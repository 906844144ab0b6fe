import { DomainError } from '@steward/core/errors';
import { createId, type Actor } from '@steward/core/identity';
import {
  CreateCategory,
  refuseMisplaced,
  type Account,
  type Category,
  type CreateAccount,
  type ListTransactionsInput,
  type TransactionDetail,
  type TransactionPage,
} from '@steward/core/ledger';
import type { WorkspaceDb } from '@steward/db/client';
import {
  countTransactions,
  listCategories,
  listTransactions,
  readTransaction,
  stageCategories,
  type TransactionCursor,
} from '@steward/db/ledger';
import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { applyChanges } from '../changes/index.ts';
import { refuseTaken } from './account-names.ts';

/** Who changes something, where and when. */
export interface LedgerChange {
  db: WorkspaceDb;
  actor: Actor;
  now: () => Date;
}

/** @throws DomainError `account_name` or `account_number` when another one has it. */
export async function createAccount(
  { db, actor, now }: LedgerChange,
  input: CreateAccount,
): Promise<Account> {
  const at = now();
  const account: Account = { ...input, id: createId('acc', { now: at, random: randomBytes }), createdAt: at };
  await db.write(async (tx) => {
    await refuseTaken(tx.orm, account);
    await applyChanges(tx, {
      ...{ kind: 'edit', actor, at, reason: `New account ${account.name}` },
      changes: [
        {
          ...{ entity: 'account', entityId: account.id, field: 'exists' },
          after: { ...account, createdAt: at.getTime() },
        },
      ],
    });
  });
  return account;
}

/** @throws DomainError as `refuseMisplaced` says. */
export async function createCategory(
  { db, actor, now }: LedgerChange,
  input: z.input<typeof CreateCategory>,
): Promise<Category & { changeSetId: string | null }> {
  const at = now();
  const category: Category = {
    ...CreateCategory.parse(input),
    id: createId('cat', { now: at, random: randomBytes }),
    isHidden: false,
  };
  return db.write(async (tx) => {
    refuseMisplaced(category, await listCategories(tx.orm));
    await stageCategories(tx, [category], at);
    const { changeSetId } = await applyChanges(tx, {
      ...{ kind: 'edit', actor, at, reason: `New category ${category.name}` },
      changes: [{ entity: 'category', entityId: category.id, field: 'exists', after: true }],
    });
    return { ...category, changeSetId };
  });
}

/** @throws DomainError `cursor` when it is none of ours. */
export async function listTransactionsPage(
  db: WorkspaceDb,
  input: ListTransactionsInput,
): Promise<TransactionPage> {
  const { cursor, limit, ...filter } = input;
  const before = cursor === undefined ? null : parseCursor(cursor);
  return db.read(async (orm) => {
    const items = await listTransactions(orm, { ...filter, before, limit });
    const last = items.length === limit ? items.at(-1) : undefined;
    const total = await countTransactions(orm, filter);
    return { items, nextCursor: last ? `${last.date}_${last.id}` : null, total };
  });
}

function parseCursor(cursor: string): TransactionCursor {
  const [, date, id] = /^(\d{4}-\d{2}-\d{2})_(txn_[\w-]+)$/.exec(cursor) ?? [];
  if (date && id) return { date, id };
  throw new DomainError({
    code: 'invalid',
    reason: 'cursor',
    message: 'The cursor is not one of this list.',
  });
}

/** @throws DomainError `transaction` when there is none. */
export async function getTransaction(db: WorkspaceDb, id: string): Promise<TransactionDetail> {
  const found = await db.read((orm) => readTransaction(orm, id));
  if (found) return found;
  throw new DomainError({
    code: 'not_found',
    reason: 'transaction',
    message: `There is no transaction ${id} here.`,
  });
}
