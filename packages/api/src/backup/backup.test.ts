import { SYSTEM_ACTOR } from '@steward/core/identity';
import { appendAudit } from '@steward/db/audit';
import { migrate, openDatabaseFile, openWorkspaceDb } from '@steward/db/client';
import { openControlDb } from '@steward/db/control';
import { insertImport } from '@steward/db/imports';
import { appendLearning } from '@steward/db/learning';
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBackup, restoreBackup, type BackupRequest } from './index.ts';
import { proveFolder } from './prove-folder.ts';
import { replaceWorkspace } from './restore-target.ts';

const NOW = new Date('2026-11-23T10:00:00Z');
const SECRET = 'a secret that is long enough for a server';
const MIGRATIONS = join(import.meta.dirname, '../../../db/migrations/workspace');

let root: string;
let folder: string;
let file: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'steward-backup-'));
  folder = join(root, 'data');
  file = join(root, 'backup.tar');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function makeFolder(workspaceIds = ['ws_one', 'ws_two']): Promise<void> {
  const control = await openControlDb(folder);
  for (const id of workspaceIds) {
    await control.orm.insert(control.tables.organization).values({ id, name: id, slug: id, createdAt: NOW });
    await fillWorkspace(id);
  }
  control.close();
  writeFileSync(join(folder, 'secret'), SECRET, { mode: 0o600 });
  mkdirSync(join(folder, 'models'));
}

async function fillWorkspace(workspaceId: string): Promise<void> {
  const db = await openWorkspaceDb({ dataFolder: folder, workspaceId });
  const features = { payee: 'Kettle', memo: '', amountMinor: -320, date: '2026-01-02', context: {} };
  await db.write(async (tx) => {
    for (let row = 1; row <= 5; row++) {
      const said = { at: NOW, actor: SYSTEM_ACTOR, subject: `imp_${row}`, payload: { rows: row } };
      await appendAudit(tx, [{ ...said, action: 'import', system: 'imports' }]);
      const event = { type: 'label_seen' as const, subject: { features }, categoryId: `cat_${row}` };
      await appendLearning(tx, [event], NOW);
    }
    for (const [id, status] of [
      ['imp_open', 'ready'],
      ['imp_over', 'committed'],
    ] as const) {
      await insertImport(tx, {
        ...{
          id,
          status,
          accountId: 'acc_1',
          fileName: 'bank.csv',
          fileHash: 'x',
          sizeBytes: 3,
          format: 'csv',
        },
        ...{ actor: SYSTEM_ACTOR, createdAt: NOW },
      });
    }
  });
  db.close();
  mkdirSync(join(folder, 'uploads', workspaceId), { recursive: true });
  for (const name of ['imp_open', 'imp_over', 'imp_open.part']) {
    writeFileSync(join(folder, 'uploads', workspaceId, name), `bytes of ${name}`);
  }
}

const backUp = (request: Partial<BackupRequest> = {}) =>
  createBackup({ dataFolder: folder, target: file, stewardVersion: '0.1.0', now: () => NOW, ...request });
const restore = (source = file, dataFolder = join(root, 'restored')) =>
  restoreBackup({ source, dataFolder, now: () => NOW });

/** Every row of every table, as text. */
async function dump(path: string): Promise<string> {
  const database = await openDatabaseFile(path);
  const tables = await database.read((orm) =>
    orm.all<{ name: string }>(
      `select name from sqlite_master where type = 'table' and name <> 'sqlite_stat1' order by name`,
    ),
  );
  const rows = [];
  for (const { name } of tables)
    rows.push([name, await database.read((orm) => orm.all(`select * from "${name}"`))]);
  database.close();
  return JSON.stringify(rows);
}

test('a restored folder holds every row, the secret and the uploads that are still needed', async () => {
  await makeFolder();
  const { manifest } = await backUp();
  const report = await restore();
  for (const path of ['control.db', 'workspaces/ws_one.db', 'workspaces/ws_two.db']) {
    expect(await dump(join(root, 'restored', path))).toBe(await dump(join(folder, path)));
  }
  expect(readFileSync(join(root, 'restored/secret'), 'utf8')).toBe(SECRET);
  expect(readdirSync(join(root, 'restored/uploads/ws_one'))).toEqual(['imp_open']);
  expect(report.workspaces).toMatchObject([
    { id: 'ws_one', name: 'ws_one', records: 5, auditHead: manifest.workspaces[0]?.auditHead },
    { id: 'ws_two', records: 5 },
  ]);
  expect(report.movedAside).toBeNull();
  expect(manifest.leftOut).toEqual(['models']);
  expect(manifest.notes).toEqual([]);
});

test('a backup is readable by its owner only, any tar lists it, and nothing else is left beside it', async () => {
  await makeFolder(['ws_one']);
  await backUp();
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(execFileSync('tar', ['-tf', file], { encoding: 'utf8' }).trim().split('\n')).toEqual([
    ...['manifest.json', 'manifest.sha256', 'control.db.zst', 'secret.zst'],
    ...['workspaces/ws_one.db.zst', 'uploads/ws_one/imp_open.zst'],
  ]);
  expect(readdirSync(root).sort()).toEqual(['backup.tar', 'data']);
});

test('a folder before its set-up has no workspace, and is backed up all the same', async () => {
  await makeFolder([]);
  await backUp();
  expect(await restore()).toMatchObject({ workspaces: [], files: 2 });
});

test(
  'whatever byte of a backup is changed, it is refused and nothing is left',
  { timeout: 120_000 },
  async () => {
    await makeFolder(['ws_one']);
    await backUp();
    const whole = readFileSync(file);
    const broken = join(root, 'broken.tar');
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = Buffer.from(whole);
        bytes[at] = (bytes[at] ?? 0) ^ change;
        writeFileSync(broken, bytes);
        await expect(restore(broken)).rejects.toMatchObject({
          reason: expect.stringMatching(/^(backup_damaged|not_a_backup)$/) as string,
        });
      }),
      { numRuns: 150 },
    );
    expect(readdirSync(root).sort()).toEqual(['backup.tar', 'broken.tar', 'data']);
  },
);

test('a damaged file in a backup is named', async () => {
  await makeFolder(['ws_one']);
  await backUp();
  const bytes = readFileSync(file);
  const at = bytes.indexOf('workspaces/ws_one.db.zst') + 512 + 900;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  await expect(restore()).rejects.toThrow(/workspaces\/ws_one\.db\.zst does not/);
});

test(
  'a backup that is cut off anywhere, or goes on after its end, is refused',
  { timeout: 60_000 },
  async () => {
    await makeFolder(['ws_one']);
    await backUp();
    const whole = readFileSync(file);
    const broken = join(root, 'broken.tar');
    for (const length of [0, 5, 700, whole.length - 2_000, whole.length - 600, whole.length - 1]) {
      writeFileSync(broken, whole.subarray(0, length));
      await expect(restore(broken)).rejects.toThrow(/cut off|no backup of Steward/);
    }
    writeFileSync(broken, Buffer.concat([whole, Buffer.from([0])]));
    await expect(restore(broken)).rejects.toThrow('bytes follow after its end');
  },
);

test('a missing entry is found and named', async () => {
  await makeFolder(['ws_one']);
  const { manifest } = await backUp();
  const whole = readFileSync(file);
  const secret = manifest.files.find(({ path }) => path === 'secret');
  const size = 512 + Math.ceil((secret?.packedBytes ?? 0) / 512) * 512;
  const at = whole.lastIndexOf('secret.zst');
  writeFileSync(file, Buffer.concat([whole.subarray(0, at), whole.subarray(at + size)]));
  await expect(restore()).rejects.toThrow(
    'secret.zst is missing: workspaces/ws_one.db.zst stands in its place',
  );
  expect(existsSync(join(root, 'restored'))).toBe(false);
});

test('a file that is no backup is refused as such', async () => {
  writeFileSync(file, 'Date,Payee,Amount\n');
  await expect(restore()).rejects.toMatchObject({ reason: 'not_a_backup' });
  await expect(restore(join(root, 'nothing.tar'))).rejects.toMatchObject({ reason: 'backup_unreadable' });
});

test('a chain that was edited before the backup is found by the restore, and named', async () => {
  await makeFolder();
  const db = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_two' });
  await db.write((tx) => tx.execute(`update audit_payload set payload = '{"rows":9}' where seq = 3`));
  db.close();
  await backUp();
  await expect(restore()).rejects.toThrow(
    /workspaces\/ws_two\.db of the backup does not hold: Record 3 was edited/,
  );
  expect(readdirSync(root).sort()).toEqual(['backup.tar', 'data']);
});

test('a folder that is not empty is refused, and stays as it is', async () => {
  await makeFolder(['ws_one']);
  await backUp();
  mkdirSync(join(root, 'restored'));
  writeFileSync(join(root, 'restored/mine.txt'), 'mine');
  await expect(restore()).rejects.toMatchObject({ reason: 'folder_not_empty' });
  expect(readdirSync(join(root, 'restored'))).toEqual(['mine.txt']);
});

test('an empty folder that is there is taken', async () => {
  await makeFolder(['ws_one']);
  await backUp();
  mkdirSync(join(root, 'restored'));
  expect(await restore()).toMatchObject({ files: 4, movedAside: null });
});

test('a check proves a backup and leaves nothing', async () => {
  await makeFolder(['ws_one']);
  await backUp();
  const report = await restoreBackup({ source: file, dataFolder: null, now: () => NOW });
  expect(report.workspaces).toMatchObject([{ records: 5 }]);
  expect(readdirSync(root).sort()).toEqual(['backup.tar', 'data']);
});

test('a backup of a newer Steward is refused', async () => {
  await makeFolder(['ws_one']);
  const db = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_one' });
  await db.write((tx) => tx.execute(`insert into steward_migration values (?, 1)`, ['f'.repeat(64)]));
  db.close();
  await backUp();
  await expect(restore()).rejects.toMatchObject({ reason: 'backup_newer' });
});

test('a backup of an older Steward is brought up to date', async () => {
  await makeFolder([]);
  const older = join(root, 'older');
  cpSync(MIGRATIONS, older, { recursive: true });
  const journal = JSON.parse(readFileSync(join(older, 'meta/_journal.json'), 'utf8')) as {
    entries: unknown[];
  };
  const known = journal.entries.length;
  writeFileSync(
    join(older, 'meta/_journal.json'),
    JSON.stringify({ ...journal, entries: journal.entries.slice(0, 2) }),
  );
  mkdirSync(join(folder, 'workspaces'));
  const db = await openDatabaseFile(join(folder, 'workspaces/ws_old.db'));
  await migrate(db, older);
  await db.write((tx) => tx.execute(`insert into workspace_identity values ('ws_old', 1)`));
  db.close();
  await backUp();
  expect((await restore()).workspaces).toMatchObject([{ id: 'ws_old', name: null, migrated: known - 2 }]);
});

test('a key that is made while workspaces are copied is in both files of the backup, or in none', async () => {
  await makeFolder();
  const control = await openControlDb(folder);
  const db = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_one' });
  const making: Promise<unknown>[] = [];
  const makeKey = async () => {
    const named = { id: 'key_1', configId: 'steward', referenceId: 'ws_one', key: 'hash' };
    await control.orm.insert(control.tables.apikey).values({ ...named, createdAt: NOW, updatedAt: NOW });
    const said = { at: NOW, actor: SYSTEM_ACTOR, action: 'key' as const, system: 'access' as const };
    await db.write((tx) => appendAudit(tx, [{ ...said, subject: 'key_1', payload: {} }]));
  };
  const { manifest } = await backUp({
    onProgress: () => {
      if (making.length === 0) making.push(makeKey());
    },
  });
  await Promise.all(making);
  await restore();
  const keys = await dump(join(root, 'restored/control.db'));
  expect(keys).toContain('key_1');
  expect(manifest.workspaces.find(({ id }) => id === 'ws_one')?.auditHead?.seq).toBe(6);
  expect(await dump(join(root, 'restored/workspaces/ws_one.db'))).toContain('key_1');
});

test('a backup does not replace a file, and is never written into the data folder', async () => {
  await makeFolder(['ws_one']);
  writeFileSync(file, 'mine');
  await expect(backUp()).rejects.toMatchObject({ reason: 'file_exists' });
  expect(readFileSync(file, 'utf8')).toBe('mine');
  await backUp({ isForced: true });
  expect(await restore()).toMatchObject({ files: 4 });
  await expect(backUp({ target: join(folder, 'backup.tar') })).rejects.toMatchObject({
    reason: 'file_in_folder',
  });
  await expect(backUp({ dataFolder: join(root, 'nowhere'), target: `${file}2` })).rejects.toMatchObject({
    reason: 'no_data_folder',
  });
});

test('a backup that is stopped leaves nothing', async () => {
  await makeFolder();
  const stop = new AbortController();
  await expect(backUp({ signal: stop.signal, onProgress: () => stop.abort() })).rejects.toThrow('aborted');
  expect(readdirSync(root)).toEqual(['data']);
});

test('one workspace goes back into a folder that knows it, and nowhere else', async () => {
  await makeFolder();
  const { manifest } = await backUp({ workspaceId: 'ws_two' });
  expect(manifest.files.map(({ path }) => path)).toEqual(['workspaces/ws_two.db', 'uploads/ws_two/imp_open']);
  await expect(restore()).rejects.toMatchObject({ reason: 'no_data_folder' });
  await expect(backUp({ workspaceId: 'ws_none', target: `${file}2` })).rejects.toMatchObject({
    reason: 'workspace',
  });
});

/** A file on a transaction of `ws_one`, written as it would be; the hash is of other bytes where they are given. */
async function attach(id: string, content: string, bytes = content): Promise<string> {
  const sha256 = createHash('sha256').update(content).digest('hex');
  const db = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_one' });
  await db.write((tx) =>
    tx.insertMany(
      'ledger_attachment',
      ['id', 'transaction_id', 'sha256', 'name', 'type', 'size_bytes', 'added_at', 'added_by'],
      [[id, 'txn_1', sha256, `${id}.txt`, 'text/plain', content.length, 0, '{}']],
    ),
  );
  db.close();
  mkdirSync(join(folder, 'attachments/ws_one'), { recursive: true });
  if (bytes !== '') writeFileSync(join(folder, 'attachments/ws_one', sha256), bytes);
  return sha256;
}

test('attached files come back by their hash, and what was gone or damaged before is told', async () => {
  await makeFolder(['ws_one']);
  const whole = await attach('att_whole', 'two coffees');
  await attach('att_damaged', 'a lunch', 'other bytes');
  await attach('att_gone', 'a dinner', '');
  writeFileSync(join(folder, 'attachments/ws_one/old.part'), 'x');
  const { manifest } = await backUp();
  expect(manifest.notes.map((note) => note.replace(/\(.*?\)/, '(…)')).sort()).toEqual([
    'The attached file att_damaged.txt (…) is damaged in the data folder.',
    'The attached file att_gone.txt (…) is gone in the data folder.',
  ]);
  await restore();
  const restored = join(root, 'restored/attachments/ws_one');
  expect(readdirSync(restored)).toEqual([whole]);
  expect(readFileSync(join(restored, whole), 'utf8')).toBe('two coffees');
});

test('a backup without a file that its database refers to is refused', async () => {
  await makeFolder(['ws_one']);
  await attach('att_whole', 'two coffees');
  const { manifest } = await backUp();
  const work = join(root, 'unpacked');
  await restore(file, work);
  const files = manifest.files.filter(({ path }) => !path.startsWith('attachments/'));
  const proving = proveFolder({ folder: work, manifest: { ...manifest, files }, onRecords: () => undefined });
  await expect(proving).rejects.toThrow('the attached file att_whole.txt is missing');
});

test('the attached files of one workspace go back with it, and those that were there go aside', async () => {
  await makeFolder(['ws_one']);
  const sha256 = await attach('att_whole', 'two coffees');
  const { manifest } = await backUp({ workspaceId: 'ws_one' });
  const path = `attachments/ws_one/${sha256}`;
  expect(manifest.files.map((one) => one.path)).toContain(path);
  const [work, aside] = [join(root, 'work'), join(root, 'aside')];
  mkdirSync(join(work, 'attachments/ws_one'), { recursive: true });
  writeFileSync(join(work, path), 'two coffees');
  writeFileSync(join(folder, path), 'damaged');
  await replaceWorkspace(work, { dataFolder: folder, isForced: true, aside }, 'ws_one');
  expect(readFileSync(join(folder, path), 'utf8')).toBe('two coffees');
  expect(readFileSync(join(aside, path), 'utf8')).toBe('damaged');
});
