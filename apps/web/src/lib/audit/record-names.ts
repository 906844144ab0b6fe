import type { AuditLog } from '@steward/core/audit';
import type { Api } from '#lib/server/api.ts';
import { fieldsIn, textIn } from './change-words.ts';

/** As many as a list can be asked for. */
const MOST = 200;

/** Names behind the ids that records keep: categories by name, transactions by payee, imports by file. */
export async function nameRecords(api: Api, logs: readonly AuditLog[]): Promise<Map<string, string>> {
  const [ids, importIds] = [transactionsIn(logs), importsIn(logs)];
  const [categories, transactions, imports] = await Promise.all([
    api.ledger.listCategories(),
    ids.length === 0 ? null : api.ledger.listTransactions({ ids, limit: ids.length }),
    importIds.length === 0 ? null : api.imports.listImports({ ids: importIds, limit: importIds.length }),
  ]);
  const payees = (transactions?.items ?? []).map(({ id, payeeName }) => [id, payeeName] as const);
  const files = (imports?.items ?? []).map(({ id, fileName }) => [id, fileName] as const);
  return new Map([...categories.map(({ id, name }) => [id, name] as const), ...payees, ...files]);
}

/** The imports that changes of the ledger name, to look their files up. */
export function importsIn(logs: readonly AuditLog[]): string[] {
  const ids = logs.flatMap(({ payload }) => (payload === null ? [] : (textIn(payload, 'importId') ?? [])));
  return [...new Set(ids)].slice(0, MOST);
}

/** The transactions that records speak of, to look their payees up; at most as many as a list can be asked for. */
export function transactionsIn(logs: readonly AuditLog[]): string[] {
  const ids = logs.flatMap(({ payload, subject }) => {
    if (payload === null) return [];
    const changes = Array.isArray(payload.changes) ? payload.changes.map(fieldsIn) : [];
    const named = [payload, ...changes.slice(0, 1)].map((fields) => textIn(fields, 'transactionId'));
    return [...named, subject.startsWith('txn_') ? subject : undefined];
  });
  return [...new Set(ids.filter((id) => id !== undefined))].slice(0, MOST);
}
