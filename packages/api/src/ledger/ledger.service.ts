import { DomainError } from '@steward/core/errors';
import { createId, type Actor } from '@steward/core/identity';
import type {
  Account,
  Category,
  ChangeSetPage,
  CreateAccount,
  CreateCategory,
  TransactionDetail,
} from '@steward/core/ledger';
import { appendAudit } from '@steward/db/audit';
import type { WorkspaceDb, WriteTx } from '@steward/db/client';
import {
  insertAccount,
  insertCategories,
  insertChangeSet,
  insertCreation,
  listCategories,
  listChangeSets,
  readAccountByName,
  readTransaction,
} from '@steward/db/ledger';
import { randomBytes } from 'node:crypto';

/** Who changes something, where and when. */
export interface LedgerChange {
  db: WorkspaceDb;
  actor: Actor;
  now: () => Date;
}

/** @throws DomainError `account_name` when there is one of this name. */
export async function createAccount(
  { db, actor, now }: LedgerChange,
  input: CreateAccount,
): Promise<Account> {
  const at = now();
  const account: Account = { ...input, id: createId('acc', { now: at, random: randomBytes }), createdAt: at };
  await db.write(async (tx) => {
    if (await readAccountByName(tx.orm, input.name)) {
      const message = `There is an account named ${input.name} already; choose another name.`;
      throw new DomainError({ code: 'conflict', reason: 'account_name', message });
    }
    await insertAccount(tx, account);
    const { id, name } = account;
    await recordCreation(tx, { entity: 'account', id, name, actor, at });
  });
  return account;
}

/** @throws DomainError `category_name` or `category` when the name is taken or the parent is not there. */
export async function createCategory(
  { db, actor, now }: LedgerChange,
  input: CreateCategory,
): Promise<Category> {
  const at = now();
  const category: Category = {
    ...input,
    id: createId('cat', { now: at, random: randomBytes }),
    isHidden: false,
  };
  await db.write(async (tx) => {
    const categories = await listCategories(tx.orm);
    if (input.parentId !== null && !categories.some(({ id }) => id === input.parentId)) {
      const message = `There is no category ${input.parentId} to put it under.`;
      throw new DomainError({ code: 'not_found', reason: 'category', message });
    }
    if (categories.some(({ name, parentId }) => name === input.name && parentId === input.parentId)) {
      const message = `There is a category named ${input.name} there already; choose another name.`;
      throw new DomainError({ code: 'conflict', reason: 'category_name', message });
    }
    await insertCategories(tx, [category], at);
    const { id, name } = category;
    await recordCreation(tx, { entity: 'category', id, name, actor, at });
  });
  return category;
}

interface Creation {
  entity: 'account' | 'category';
  id: string;
  name: string;
  actor: Actor;
  at: Date;
}

async function recordCreation(tx: WriteTx, { entity, id, name, actor, at }: Creation): Promise<void> {
  const changeSetId = createId('chg', { now: at, random: randomBytes });
  await insertChangeSet(tx, { id: changeSetId, kind: 'edit', actor, reason: `New ${entity} ${name}`, at });
  await insertCreation(tx, { changeSetId, entity, entityId: id });
  await appendAudit(tx, [
    {
      ...({ at, actor, action: 'change_set', system: 'ledger' } as const),
      subject: changeSetId,
      payload: { entity, entityId: id, field: 'exists', name },
    },
  ]);
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

export async function listChangeSetsPage(
  db: WorkspaceDb,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<ChangeSetPage> {
  const items = await db.read((orm) => listChangeSets(orm, { beforeId: cursor ?? null, limit }));
  return { items, nextCursor: items.length === limit ? (items.at(-1)?.id ?? null) : null };
}
