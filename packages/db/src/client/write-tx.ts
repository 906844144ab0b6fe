import type { Client, InValue, ResultSet, Transaction } from '@libsql/client';
import { drizzle, type LibSQLDatabase } from 'drizzle-orm/libsql';
import { countBound } from './held-statements.ts';

export type Orm = LibSQLDatabase;

/** Bound parameters a statement may have; SQLite's own limit is 32,766. */
const PARAMETERS_PER_STATEMENT = 8_000;
const ROWS_PER_STATEMENT = 500;

/** One open write transaction. */
export interface WriteTx {
  orm: Orm;
  execute(sql: string, args?: InValue[]): Promise<ResultSet>;
  /** Multi-row VALUES: five times the rows a second of the query builder. */
  insertMany(table: string, columns: readonly string[], rows: readonly InValue[][]): Promise<void>;
}

export function createWriteTx(transaction: Transaction): WriteTx {
  // The query builder only ever calls execute and batch, which a transaction has too.
  let orm: Orm | null = null;
  const execute = (sql: string, args: InValue[] = []) => {
    countBound(args.length);
    return transaction.execute({ sql, args });
  };
  return {
    get orm() {
      // Not every writer asks for it, and making it costs more than a small statement.
      return (orm ??= drizzle(transaction as unknown as Client));
    },
    execute,
    insertMany: async (table, columns, rows) => {
      const size = Math.min(ROWS_PER_STATEMENT, Math.floor(PARAMETERS_PER_STATEMENT / columns.length));
      const slot = `(${columns.map(() => '?').join(',')})`;
      for (let start = 0; start < rows.length; start += size) {
        const chunk = rows.slice(start, start + size);
        const values = chunk.map(() => slot).join(',');
        await execute(`insert into ${table} (${columns.join(',')}) values ${values}`, chunk.flat());
      }
    },
  };
}
