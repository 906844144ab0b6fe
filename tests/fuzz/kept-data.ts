import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Written by looking or by being refused: who was seen when, which attempts failed, and the records of both. */
const BESIDES = /^(session|verification|sqlite_sequence|audit_\w+)$/;

export interface KeptData {
  /** Something that changes with every write to any of the files. */
  version(): string;
  /** All that people keep in the data folder. */
  content(): string;
  close(): void;
}

/** The databases of a running server, read beside it. */
export function readKeptData(folder: string): KeptData {
  const opened = new Map<string, DatabaseSync>();
  const databases = () => {
    const files = readdirSync(join(folder, 'workspaces')).filter((name) => name.endsWith('.db'));
    for (const file of ['control.db', ...files.map((name) => join('workspaces', name))]) {
      if (!opened.has(file)) opened.set(file, new DatabaseSync(join(folder, file), { readOnly: true }));
    }
    return [...opened];
  };
  return {
    version: () =>
      databases()
        .map(([file, database]) => `${file} ${JSON.stringify(database.prepare('pragma data_version').get())}`)
        .join('\n'),
    content: () =>
      databases()
        .map(([file, database]) => `${file}\n${contentOf(database)}`)
        .join('\n'),
    close: () => {
      for (const database of opened.values()) database.close();
    },
  };
}

function contentOf(database: DatabaseSync): string {
  const tables = database.prepare("select name from sqlite_master where type = 'table' order by name").all();
  return tables
    .map(({ name }) => String(name))
    .filter((name) => !BESIDES.test(name))
    .map((name) => `${name} ${rowsOf(database, name)}`)
    .join('\n');
}

function rowsOf(database: DatabaseSync, table: string): string {
  const statement = database.prepare(`select * from "${table}"`);
  statement.setReadBigInts(true);
  return JSON.stringify(statement.all(), (_, value: unknown) =>
    typeof value === 'bigint' || value instanceof Uint8Array ? String(value) : value,
  );
}
