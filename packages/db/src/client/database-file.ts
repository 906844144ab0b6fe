import { LibsqlError } from '@libsql/client';
import { DomainError } from '@steward/core/errors';
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from './connection.ts';
import { releaseStatements } from './held-statements.ts';
import { Mutex } from './mutex.ts';
import { createOrm, createWriteTx, type Orm, type WriteTx } from './write-tx.ts';

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
  const reader = new Connection({ path, timeout: 5_000 });
  const writer = new Connection({ path, timeout: BUSY_TIMEOUT_MS });
  await setPragmas(reader);
  await setPragmas(writer, use);
  const orm = createOrm(reader);
  const writing: Writing = { writer, use };
  const mutex = new Mutex();
  return {
    path,
    read: (task) => task(orm),
    write: (task) => mutex.run(() => runWrite(writing, task)),
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

async function setPragmas(connection: Connection, { isBulk = false }: DatabaseUse = {}): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      // Of a new file only. The payload of an audit record would leave half of a page of 4 KB empty.
      await connection.execute('pragma page_size = 8192');
      await connection.execute('pragma journal_mode = wal');
      await connection.execute(`pragma synchronous = ${isBulk ? 'normal' : 'full'}`);
      await connection.execute('pragma foreign_keys = on');
      // Pages of the random indexes stay in memory, and the log is copied back in larger pieces.
      if (isBulk) await connection.execute('pragma cache_size = -131072');
      await connection.execute(`pragma wal_autocheckpoint = ${isBulk ? 8000 : 4000}`);
      return;
    } catch (error) {
      if (!isBusy(error) || attempt === 100) throw error;
      connection.reconnect();
      await sleep(20);
    }
  }
}

interface Writing {
  writer: Connection;
  use: DatabaseUse;
}

async function runWrite<T>(writing: Writing, task: (tx: WriteTx) => Promise<T>): Promise<T> {
  await beginWrite(writing);
  const { writer } = writing;
  const { tx, end } = createWriteTx(writer);
  try {
    const result = await task(tx);
    await writer.execute('commit');
    await releaseStatements();
    return result;
  } catch (error) {
    if (writer.isInTransaction) await writer.execute('rollback').catch(() => undefined);
    if (isBusy(error)) await reopen(writing);
    throw error;
  } finally {
    end();
  }
}

/** Waits asynchronously for other processes' writes; a busy connection is unusable and is replaced. */
async function beginWrite(writing: Writing): Promise<void> {
  const giveUpAt = performance.now() + WRITE_PATIENCE_MS;
  for (let pauseMs = 2; ; pauseMs = Math.min(pauseMs * 2, 30)) {
    try {
      await writing.writer.execute('begin immediate');
      return;
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
