import type { AuditLog } from '@steward/core/audit';
import type { Api } from '#lib/server/api.ts';
import { fieldsIn, textIn } from './change-words.ts';

/** Names behind the ids that records keep: categories by name, transactions by payee. */
export async function nameRecords(api: Api, logs: readonly AuditLog[]): Promise<Map<string, string>> {
  const ids = transactionsIn(logs);
  const [categories, transactions] = await Promise.all([
    api.ledger.listCategories(),
    ids.length === 0 ? null : api.ledger.listTransactions({ ids, limit: ids.length }),
  ]);
  const payees = (transactions?.items ?? []).map(({ id, payeeName }) => [id, payeeName] as const);
  return new Map([...categories.map(({ id, name }) => [id, name] as const), ...payees]);
}

/** The transactions that records speak of, to look their payees up; at most as many as a list can be asked for. */
export function transactionsIn(logs: readonly AuditLog[]): string[] {
  const ids = logs.flatMap(({ payload, subject }) => {
    if (payload === null) return [];
    const changes = Array.isArray(payload.changes) ? payload.changes.map(fieldsIn) : [];
    const named = [payload, ...changes.slice(0, 1)].map((fields) => textIn(fields, 'transactionId'));
    return [...named, subject.startsWith('txn_') ? subject : undefined];
  });
  return [...new Set(ids.filter((id) => id !== undefined))].slice(0, 200);
}
