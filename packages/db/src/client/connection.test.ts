import { LibsqlError } from '@libsql/client';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Connection } from './connection.ts';

let folder: string;
let connection: Connection;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'steward-connection-'));
  connection = open();
});
afterEach(() => {
  connection.close();
  rmSync(folder, { recursive: true });
});

const open = (timeout = 20) => new Connection({ path: join(folder, 'a.db'), timeout });
const rowsOf = async (sql: string, ...args: (string | number | null)[]) =>
  (await connection.execute({ sql, args })).rows.map((row) => ({ ...row }));

test('rows are found by name and by place, and of two columns with one name the first by name', async () => {
  const { rows } = await connection.execute(`select 1 as a, 'x' as b, null as a`);
  expect(rows.map((row) => ({ ...row }))).toEqual([{ a: 1, b: 'x' }]);
  expect(Array.from(rows[0] ?? [])).toEqual([1, 'x', null]);
});

test('a statement that is kept sees each time what it is given', async () => {
  await connection.execute('create table t (id integer primary key, name text)');
  for (const name of ['a', 'b', 'c']) {
    const done = await connection.execute({ sql: 'insert into t (name) values (?)', args: [name] });
    expect(done.rowsAffected).toBe(1);
  }
  const names: unknown[] = [];
  for (const id of [3, 1]) names.push(...(await rowsOf('select name from t where id = ?', id)));
  expect(names).toEqual([{ name: 'c' }, { name: 'a' }]);
});

test('a kept statement follows a table that was changed meanwhile', async () => {
  await connection.execute('create table t (a integer)');
  await connection.execute('insert into t values (1)');
  expect(await rowsOf('select * from t')).toEqual([{ a: 1 }]);
  await connection.execute('alter table t add column b text');
  expect(await rowsOf('select * from t')).toEqual([{ a: 1, b: null }]);
});

test('a statement that failed half way does not stand in the way of the next commit', async () => {
  await connection.execute('create table t (a integer primary key, b integer)');
  await connection.execute('begin immediate');
  await connection.execute({ sql: 'insert into t values (1, 9007199254740993)', args: [] });
  await expect(rowsOf('select b from t')).rejects.toThrow('too large for a number');
  const again = { sql: 'insert into t values (?, ?)', args: [1, 2] };
  await expect(connection.execute(again)).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' });
  await connection.execute('commit');
  expect(connection.isInTransaction).toBe(false);
  expect(await rowsOf('select a from t')).toEqual([{ a: 1 }]);
});

test('more statements than are kept all work, again and again', async () => {
  for (let round = 0; round < 2; round++) {
    for (let number = 0; number < 250; number++) {
      expect(await rowsOf(`select ${number} as n, ? as given`, round)).toEqual([{ n: number, given: round }]);
    }
  }
});

test('while another connection writes, beginning to is refused as busy; on a new connection it works again', async () => {
  await connection.execute('pragma journal_mode = wal');
  const other = open();
  await other.execute('begin immediate');
  await expect(connection.execute('begin immediate')).rejects.toBeInstanceOf(LibsqlError);
  await other.execute('rollback');
  connection.reconnect();
  await connection.execute('begin immediate');
  expect(connection.isInTransaction).toBe(true);
  await connection.execute('rollback');
  other.close();
});

test.each([
  ['not a number', Number.NaN],
  ['nothing', undefined],
  ['an object', {}],
])('%s is refused and never stored as something else', async (_name, value) => {
  await expect(connection.execute({ sql: 'select ?', args: [value as never] })).rejects.toThrow(
    'cannot be stored',
  );
});

test('dates, booleans and bytes come back as what libSQL keeps of them', async () => {
  const bytes = new Uint8Array([1, 0, 255]);
  const args = [new Date(1_700_000_000_000), true, bytes];
  const { rows } = await connection.execute({ sql: 'select ? as at, ? as flag, ? as data', args });
  expect(rows[0]?.at).toBe(1_700_000_000_000);
  expect(rows[0]?.flag).toBe(1);
  expect(new Uint8Array(rows[0]?.data as ArrayBuffer)).toEqual(bytes);
});
