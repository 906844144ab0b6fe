import type { Client, InStatement, InValue } from '@libsql/client';
import { drizzle, type LibSQLDatabase } from 'drizzle-orm/libsql';
import type { Connection, Executed } from './connection.ts';

export type Orm = LibSQLDatabase;

/**
 * Values bound to a statement. Few enough that the statements of an import all stay prepared: larger ones push each other
 * out, and preparing them takes longer than they save.
 */
const PARAMETERS_PER_STATEMENT = 2_000;
const ROWS_PER_STATEMENT = 500;

/** One open write transaction. */
export interface WriteTx {
  orm: Orm;
  execute(sql: string, args?: InValue[]): Promise<Executed>;
  /** Multi-row VALUES: five times the rows a second of the query builder. */
  insertMany(table: string, columns: readonly string[], rows: readonly InValue[][]): Promise<void>;
}

type Executes = Pick<Connection, 'execute'>;

/** The query builder over a connection: of a whole `Client` it only ever calls `execute` here. */
export function createOrm(connection: Executes): Orm {
  return drizzle(connection as unknown as Client);
}

/** The transaction that the writer has begun; after `end` nothing can be written with it any more. */
export function createWriteTx(writer: Executes): { tx: WriteTx; end: () => void } {
  let isOver = false;
  let orm: Orm | null = null;
  const send = (statement: InStatement): Promise<Executed> =>
    isOver ? Promise.reject(new Error('the transaction is over')) : writer.execute(statement);
  const execute = (sql: string, args: InValue[] = []) => send({ sql, args });
  const tx: WriteTx = {
    get orm() {
      // Not every writer asks for it, and making it costs more than a small statement.
      return (orm ??= createOrm({ execute: send }));
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
  const end = () => {
    isOver = true;
  };
  return { tx, end };
}
