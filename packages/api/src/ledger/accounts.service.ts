import { DomainError } from '@steward/core/errors';
import type { Account, UpdateAccount } from '@steward/core/ledger';
import { readAccount } from '@steward/db/ledger';
import { applyChanges, type FieldChange } from '../changes/index.ts';
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
    await refuseTaken(tx.orm, after);
    const changed = FIELDS.filter((field) => before[field] !== after[field]);
    const changes = changed.map((field): FieldChange => {
      return { entity: 'account', entityId: id, field, after: after[field] };
    });
    const reason = `Account ${after.name}: ${changed.join(', ')}`;
    await applyChanges(tx, { kind: 'edit', actor, at: now(), reason, changes });
    return after;
  });
}
