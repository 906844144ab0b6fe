import { DomainError } from '@steward/core/errors';
import { createId } from '@steward/core/identity';
import type { Account, UpdateAccount } from '@steward/core/ledger';
import { appendAudit } from '@steward/db/audit';
import { insertChangeSet, readAccount, updateAccountFields } from '@steward/db/ledger';
import { randomBytes } from 'node:crypto';
import { refuseTaken } from './account-names.ts';
import type { LedgerChange } from './ledger.service.ts';

const FIELDS = ['name', 'type', 'externalId'] as const;

/**
 * Changes what an account is called and known by, as one change set. The same again changes nothing.
 *
 * @throws DomainError `account` when there is none, `account_name` or `account_number` when another one has it.
 */
export async function updateAccount(
  { db, actor, now }: LedgerChange,
  { id, ...update }: UpdateAccount & { id: string },
): Promise<Account> {
  return db.write(async (tx) => {
    const before = await readAccount(tx.orm, id);
    if (!before) {
      const message = `There is no account ${id} here.`;
      throw new DomainError({ code: 'not_found', reason: 'account', message });
    }
    const after: Account = {
      ...before,
      name: update.name ?? before.name,
      type: update.type ?? before.type,
      externalId: update.externalId === undefined ? before.externalId : update.externalId || null,
    };
    const changes = FIELDS.filter((field) => before[field] !== after[field]).map((field) => {
      return { field, before: before[field], after: after[field] };
    });
    if (changes.length === 0) return before;
    await refuseTaken(tx.orm, after);
    const at = now();
    const changeSetId = createId('chg', { now: at, random: randomBytes });
    const reason = `Account ${after.name}: ${changes.map(({ field }) => field).join(', ')}`;
    await insertChangeSet(tx, { id: changeSetId, kind: 'edit', actor, reason, at });
    await updateAccountFields(tx, { changeSetId, account: after, changes });
    await appendAudit(tx, [
      {
        ...({ at, actor, action: 'change_set', system: 'ledger' } as const),
        subject: changeSetId,
        payload: { entity: 'account', entityId: id, changes },
      },
    ]);
    return after;
  });
}
