import { DomainError } from '@steward/core/errors';
import type { ListPayeesInput, PayeeDetail, PayeePage } from '@steward/core/payees';
import type { WorkspaceDb } from '@steward/db/client';
import { listPayees, readPayee } from '@steward/db/payees';

export async function listPayeesPage(
  db: WorkspaceDb,
  { search, cursor, limit }: ListPayeesInput,
): Promise<PayeePage> {
  const after = cursor === undefined ? null : parseCursor(cursor);
  const items = await db.read((orm) => listPayees(orm, { search: search || null, after, limit }));
  const last = items.length === limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? `${last.id} ${last.name}` : null };
}

function parseCursor(cursor: string): { id: string; name: string } {
  const [, id, name] = /^(pay_[\w-]+) (.*)$/s.exec(cursor) ?? [];
  if (id && name !== undefined) return { id, name };
  throw new DomainError({
    code: 'invalid',
    reason: 'cursor',
    message: 'The cursor is not one of this list.',
  });
}

/** @throws DomainError `payee` when there is none. */
export async function getPayee(db: WorkspaceDb, id: string): Promise<PayeeDetail> {
  const found = await db.read((orm) => readPayee(orm, id));
  if (found) return found;
  throw new DomainError({ code: 'not_found', reason: 'payee', message: `There is no payee ${id} here.` });
}
