import { LibsqlError, type InStatement } from '@libsql/client';
import Database from 'libsql';
import { countBound } from './held-statements.ts';
import { toRow, toSql, type Row } from './rows.ts';

/** Statements that stay prepared, and the bound values that they may hold together. */
const KEPT_STATEMENTS = 100;
const KEPT_VALUES = 40_000;

export interface Executed {
  rows: Row[];
  rowsAffected: number;
}

interface Prepared {
  statement: Database.Statement;
  returnsRows: boolean;
  /** How many are bound to it. */
  values: number;
}

interface Location {
  path: string;
  /** How long a statement may hold the event loop while another connection writes, ms. */
  timeout: number;
}

/**
 * One connection to a libSQL file that keeps its statements: preparing a small one takes longer than running it.
 * As much of libSQL's `Client` as the query builder asks for, with the same rows, values and errors.
 */
export class Connection {
  private readonly location: Location;
  private database: Database.Database;
  /** The one not used for longest first. */
  private readonly kept = new Map<string, Prepared>();
  private keptValues = 0;

  constructor(location: Location) {
    this.location = location;
    this.database = open(location);
  }

  get isInTransaction(): boolean {
    return this.database.open && this.database.inTransaction;
  }

  /** Runs in this turn of the event loop; a promise, as a server's connection gives one. */
  execute(statement: InStatement): Promise<Executed> {
    return new Promise((resolve) => {
      const { sql, args = [] } = typeof statement === 'string' ? { sql: statement } : statement;
      if (!Array.isArray(args)) throw new TypeError('statements take their values by place');
      resolve(this.run(sql, args.map(toSql)));
    });
  }

  /** A new connection in place of one that is unusable. */
  reconnect(): void {
    this.close();
    this.database = open(this.location);
  }

  close(): void {
    this.kept.clear();
    this.keptValues = 0;
    if (this.database.open) this.database.close();
  }

  private run(sql: string, values: unknown[]): Executed {
    try {
      const prepared = this.take(sql) ?? this.prepare(sql, values.length);
      const executed = runPrepared(prepared, values);
      // Only now: one that failed half way would stand in the way of the next commit.
      this.keep(sql, prepared);
      return executed;
    } catch (error) {
      throw toLibsqlError(error);
    }
  }

  private take(sql: string): Prepared | undefined {
    const prepared = this.kept.get(sql);
    if (prepared) this.drop(sql, prepared);
    return prepared;
  }

  private drop(sql: string, { values }: Prepared): void {
    this.kept.delete(sql);
    this.keptValues -= values;
  }

  private keep(sql: string, prepared: Prepared): void {
    this.kept.set(sql, prepared);
    this.keptValues += prepared.values;
    for (const [oldest, one] of this.kept) {
      if (this.kept.size <= KEPT_STATEMENTS && this.keptValues <= KEPT_VALUES) break;
      this.drop(oldest, one);
    }
  }

  private prepare(sql: string, values: number): Prepared {
    const statement = this.database.prepare(sql);
    countBound(values);
    if (statement.reader) statement.safeIntegers(true).raw(true);
    return { statement, values, returnsRows: statement.reader };
  }
}

function open({ path, timeout }: Location): Database.Database {
  try {
    return new Database(path, { timeout });
  } catch (error) {
    throw toLibsqlError(error);
  }
}

function runPrepared({ statement, returnsRows }: Prepared, values: unknown[]): Executed {
  if (!returnsRows) return { rows: [], rowsAffected: statement.run(values).changes };
  const cells = statement.all(values) as unknown[][];
  // Not kept: a table may have changed since.
  const columns = statement.columns().map(({ name }) => name);
  return { rows: cells.map((ofRow) => toRow(columns, ofRow)), rowsAffected: 0 };
}

function toLibsqlError(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const { message, code, rawCode } = error;
  return new LibsqlError(message, code, code, rawCode, error);
}
