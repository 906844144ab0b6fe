import { createClient, LibsqlError, type Client, type Transaction } from '@libsql/client';
import { DomainError } from '@steward/core/errors';
import { drizzle } from 'drizzle-orm/libsql';
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { releaseStatements } from './held-statements.ts';
import { Mutex } from './mutex.ts';
import { createWriteTx, type Orm, type WriteTx } from './write-tx.ts';

/** How long a statement may hold the event loop while another process writes, ms. */
const BUSY_TIMEOUT_MS = 20;
/** How long a write waits for its turn before it gives up, ms. */
const WRITE_PATIENCE_MS = 30_000;

/** One libSQL file: `read` and `write` are its only doors. */
export interface DatabaseFile {
  path: string;
  read<T>(task: (orm: Orm) => Promise<T>): Promise<T>;
  /** Runs the task in BEGIN IMMEDIATE, one at a time; commits when it resolves, else rolls back. */
  write<T>(task: (tx: WriteTx) => Promise<T>): Promise<T>;
  /** Stands for all that others have written: it differs once another connection has committed. */
  versionOfOthers(): Promise<string>;
  close(): void;
}

export interface DatabaseUse {
  /**
   * For long work that can be taken up again where the file says it stood. Commits do not wait for
   * the disk: after a loss of power the last ones may be missing, each of them whole.
   */
  isBulk?: boolean;
}

/** Opens a file, creating it when absent. */
export async function openDatabaseFile(path: string, use: DatabaseUse = {}): Promise<DatabaseFile> {
  keepToOwner(path);
  const url = `file:${path}`;
  // One connection each: pragmas reach only the connection they were sent on.
  const reader = createClient({ url, timeout: 5_000, concurrency: 1 });
  const writer = createClient({ url, timeout: BUSY_TIMEOUT_MS, concurrency: 1 });
  await setPragmas(reader);
  await setPragmas(writer, use);
  const orm = drizzle(reader);
  const writing: Writing = { writer, use, reopened: 0 };
  const mutex = new Mutex();
  return {
    path,
    read: (task) => task(orm),
    write: (task) => mutex.run(() => runWrite(writing, task)),
    versionOfOthers: () => mutex.run(() => readVersion(writing)),
    close: () => {
      reader.close();
      writer.close();
    },
  };
}

/** Makes an absent file, for its owner only; SQLite gives the files beside it the same rights. */
function keepToOwner(path: string): void {
  try {
    writeFileSync(path, '', { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

async function setPragmas(client: Client, { isBulk = false }: DatabaseUse = {}): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      // Of a new file only. The payload of an audit record would leave half of a page of 4 KB empty.
      await client.execute('pragma page_size = 8192');
      await client.execute('pragma journal_mode = wal');
      await client.execute(`pragma synchronous = ${isBulk ? 'normal' : 'full'}`);
      await client.execute('pragma foreign_keys = on');
      // Pages of the random indexes stay in memory, and the log is copied back in larger pieces.
      if (isBulk) await client.execute('pragma cache_size = -65536');
      await client.execute(`pragma wal_autocheckpoint = ${isBulk ? 8000 : 4000}`);
      return;
    } catch (error) {
      if (!isBusy(error) || attempt === 100) throw error;
      client.reconnect();
      await sleep(20);
    }
  }
}

interface Writing {
  writer: Client;
  use: DatabaseUse;
  /** How often the connection was replaced. */
  reopened: number;
}

/** What a connection's own commits leave as it is; a new connection counts anew. */
async function readVersion({ writer, reopened }: Writing): Promise<string> {
  const { rows } = await writer.execute('pragma data_version');
  return `${reopened}.${Number(rows[0]?.data_version)}`;
}

async function runWrite<T>(writing: Writing, task: (tx: WriteTx) => Promise<T>): Promise<T> {
  const transaction = await beginWrite(writing);
  try {
    const result = await task(createWriteTx(transaction));
    await transaction.commit();
    await releaseStatements();
    return result;
  } catch (error) {
    if (!transaction.closed) await transaction.rollback().catch(() => undefined);
    if (isBusy(error)) await reopen(writing);
    throw error;
  } finally {
    transaction.close();
  }
}

/** Waits asynchronously for other processes' writes; a busy connection is unusable and is replaced. */
async function beginWrite(writing: Writing): Promise<Transaction> {
  const giveUpAt = performance.now() + WRITE_PATIENCE_MS;
  for (let pauseMs = 2; ; pauseMs = Math.min(pauseMs * 2, 30)) {
    try {
      return await writing.writer.transaction('write');
    } catch (error) {
      if (!isBusy(error)) throw error;
      await reopen(writing);
      if (performance.now() > giveUpAt) {
        const message = 'The database is being written by another process; try again in a moment.';
        throw new DomainError({ code: 'unavailable', reason: 'database_busy', message, cause: error });
      }
      await sleep(pauseMs);
    }
  }
}

async function reopen(writing: Writing): Promise<void> {
  writing.reopened += 1;
  writing.writer.reconnect();
  await setPragmas(writing.writer, writing.use);
}

/** Whether a write was refused because a row with that key is there. */
export function isTaken(error: unknown): boolean {
  return error instanceof LibsqlError && error.code.startsWith('SQLITE_CONSTRAINT');
}

function isBusy(error: unknown): boolean {
  return error instanceof LibsqlError && /^SQLITE_(BUSY|LOCKED)/.test(error.code);
}
