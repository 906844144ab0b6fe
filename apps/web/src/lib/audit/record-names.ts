import type { AuditLog } from '@steward/core/audit';
import type { Api } from '#lib/server/api.ts';
import { transactionsIn } from './audit-words.ts';

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
