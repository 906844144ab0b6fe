import { canonicalJson, sha256Hex, type JsonValue } from '@steward/core/canonical';
import { closedMonthOf } from '@steward/core/closing';
import { DomainError } from '@steward/core/errors';
import { createId } from '@steward/core/identity';
import type { Account, AddTransaction, EditResult } from '@steward/core/ledger';
import type { Orm, WriteTx } from '@steward/db/client';
import { listClosedMonths } from '@steward/db/closing';
import { readAnswered, storeAnswer } from '@steward/db/decisions';
import { readAccount, readCategory, readTransaction, stageTransaction } from '@steward/db/ledger';
import { noteForWebhooks } from '@steward/db/webhooks';
import { randomBytes } from 'node:crypto';
import { applyChanges } from '../changes/index.ts';
import type { Engine } from '../engine/index.ts';
import { proposeMatchesByHand } from '../matches/index.ts';
import type { LedgerChange } from './ledger.service.ts';
import { spellTags } from './spell-tags.ts';
import { findTypedPayee, setByUser } from './typed-payee.ts';

export interface LedgerAdd extends LedgerChange {
  engine: Pick<Engine, 'redecide' | 'decideTransactions'>;
}

type Added = EditResult & { id: string };

/**
 * A transaction that somebody enters by hand, with its payee where that is new, as one change set. A category is locked and
 * learned; without one it is decided like a row of a file. Then what it may be the same as is looked for. Called again with
 * its key, it adds nothing and does what a stop may have left.
 *
 * @throws DomainError `account` or `category` when there is none, `month_closed`.
 */
export async function addTransaction(
  deps: LedgerAdd,
  { idempotencyKey, ...input }: AddTransaction,
): Promise<Added> {
  const { db, now } = deps;
  const call = { key: `ledger.add ${idempotencyKey}`, requestHash: sha256Hex(canonicalJson(input)) };
  const answered = (await db.read((orm) => readAnswered(orm, call))) as Added | null;
  const added =
    answered ??
    (await db.write(async (tx) => {
      const written = await writeAdded(tx, deps, input);
      await storeAnswer(tx, { ...call, response: written, at: now() });
      return written;
    }));
  await followAdded(deps, added.id);
  return added;
}

/** What follows once it is in the ledger. */
async function followAdded(deps: LedgerAdd, id: string): Promise<void> {
  const { db, engine } = deps;
  const { workspaceId } = db;
  const standing = await db.read((orm) => readTransaction(orm, id));
  if (!standing) return;
  const { payeeId, categoryId, decisionId } = standing;
  if (categoryId !== null) await engine.redecide({ workspaceId, payeeIds: [payeeId] });
  else if (decisionId === null)
    await engine.decideTransactions({ workspaceId, transactionIds: [id], payeeIds: [payeeId] });
  await proposeMatchesByHand(deps, id);
}

async function writeAdded(
  tx: WriteTx,
  { actor, now }: LedgerChange,
  { categoryId, tags, ...input }: Omit<AddTransaction, 'idempotencyKey'>,
): Promise<Added> {
  const at = now();
  const { currency } = await findAccount(tx.orm, input.accountId);
  await refuseClosed(tx.orm, input.date);
  if (categoryId !== null) await readCategory(tx.orm, categoryId);
  const payee = await findTypedPayee(tx.orm, input.payee, at);
  const { payeeId } = payee;
  const changes = [...payee.changes, ...(payee.changes.length > 0 ? [] : payee.spelling)];
  const id = createId('txn', { now: at, random: randomBytes });
  const splitId = createId('spl', { now: at, random: randomBytes });
  await stageTransaction(tx, { ...input, id, splitId, payeeId, currency }, at);
  const set = (field: string, after: JsonValue) =>
    changes.push({ entity: 'transaction', entityId: id, field, after });
  set('exists', true);
  set('payeeProvenance', setByUser(at));
  if (tags.length > 0) set('tags', await spellTags(tx.orm, tags));
  if (categoryId !== null) {
    set('category', categoryId);
    set('categoryProvenance', setByUser(at));
  }
  const reason = `${input.payee} added by hand`;
  const { changeSetId } = await applyChanges(tx, { kind: 'edit', actor, at, reason, changes });
  await noteForWebhooks(tx, { type: 'transactions.created', ids: [id], at });
  return { id, changeSetId, changed: 1 };
}

/** @throws DomainError `account` when there is none. */
export async function findAccount(orm: Orm, id: string): Promise<Account> {
  const account = await readAccount(orm, id);
  if (account) return account;
  const message = `There is no account ${id} here.`;
  throw new DomainError({ code: 'not_found', reason: 'account', message });
}

async function refuseClosed(orm: Orm, date: string): Promise<void> {
  const month = closedMonthOf(date, await listClosedMonths(orm));
  if (month === null) return;
  const message = `${date} is of the month from ${month.startsOn}, which is closed; open the month first, or choose another day.`;
  throw new DomainError({ code: 'conflict', reason: 'month_closed', message });
}
