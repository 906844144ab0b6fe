import type { DoctorReport, FindingLevel } from '@steward/core/doctor';
import { SYSTEM_ACTOR } from '@steward/core/identity';
import { appendAudit } from '@steward/db/audit';
import { openDatabaseFile, openWorkspaceDb, type WriteTx } from '@steward/db/client';
import { openControlDb } from '@steward/db/control';
import { insertImport } from '@steward/db/imports';
import { appendLearning } from '@steward/db/learning';
import { createCategoriser, encodeCategoriser, CATEGORISER_VERSION } from '@steward/ml/categoriser';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { examine, type DoctorRequest } from './doctor.ts';

const NOW = new Date('2026-11-23T10:00:00Z');
const RECORDS = 12;

let folder: string;
let servers: Server[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-doctor-'));
  servers = [];
  const control = await openControlDb(folder);
  const named = { name: 'Alder House', createdAt: NOW };
  await control.orm.insert(control.tables.organization).values({ id: 'ws_one', slug: 'one', ...named });
  control.close();
  writeFileSync(join(folder, 'secret'), 's'.repeat(64), { mode: 0o600 });
  await write(async (tx) => {
    for (let row = 1; row <= RECORDS; row++) {
      const said = { at: NOW, actor: SYSTEM_ACTOR, subject: `imp_${row}`, payload: { rows: row } };
      await appendAudit(tx, [{ ...said, action: 'import', system: 'imports' }]);
    }
  });
});

afterEach(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true, force: true });
});

type Task = (tx: WriteTx) => Promise<unknown>;

async function write(task: Task, workspaceId = 'ws_one'): Promise<void> {
  const db = await openWorkspaceDb({ dataFolder: folder, workspaceId });
  await db.write(task);
  db.close();
}

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const port = await listen(() => undefined);
  servers.pop()?.close();
  return port;
}

async function listen(answer: Parameters<typeof createServer>[1]): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function look(request: Partial<DoctorRequest> = {}): Promise<DoctorReport> {
  return examine({
    ...{ dataFolder: folder, host: '127.0.0.1', port: await freePort(), environment: {} },
    ...{ stewardVersion: '0.1.0', now: () => NOW, patienceMs: 20, signal: new AbortController().signal },
    ...request,
  });
}

/** The findings of a check, as "level: found". */
const told = ({ findings }: DoctorReport, check: string) =>
  findings.filter((finding) => finding.check === check).map(({ level, found }) => `${level}: ${found}`);

function expectFinding(
  report: DoctorReport,
  check: string,
  level: FindingLevel,
  found: RegExp | string,
): void {
  const ofLevel = report.findings.filter((one) => one.check === check && one.level === level);
  const fits = (text: string) => (typeof found === 'string' ? text === found : found.test(text));
  const finding = ofLevel.find((one) => fits(one.found)) ?? ofLevel[0];
  expect({ told: told(report, check), found: finding?.found }).toMatchObject({
    found: typeof found === 'string' ? found : (expect.stringMatching(found) as string),
  });
  expect(finding?.meaning).toBeTruthy();
  expect(finding?.advice).toBeTruthy();
}

test('a sound installation has nothing wrong, and looking changes nothing', async () => {
  const files = () =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => !/-(wal|shm)$/.test(name))
      .map((name) => `${name} ${statSync(join(folder, name)).mtimeMs}`);
  const before = files();
  const report = await look();
  expect(report.findings.filter(({ level }) => level !== 'ok')).toEqual([]);
  expect(report.worst).toBe('ok');
  expect(told(report, 'chain')).toEqual([
    `ok: The audit chain of ws_one is whole: 12 of 12 records verified`,
  ]);
  expect(told(await look({ lastRecords: 5 }), 'chain')[0]).toContain('5 of 12 records verified');
  expect(files()).toEqual(before);
});

test('a folder that is none is told', async () => {
  expectFinding(await look({ dataFolder: join(folder, 'nowhere') }), 'folder', 'bad', /There is no folder/);
  expectFinding(
    await look({ dataFolder: join(folder, 'workspaces') }),
    'folder',
    'bad',
    /holds no control\.db/,
  );
  expect(readdirSync(join(folder, 'workspaces'))).not.toContain('control.db');
});

test('permissions that let others in are told with the command that shuts them out', async () => {
  chmodSync(folder, 0o755);
  chmodSync(join(folder, 'secret'), 0o644);
  chmodSync(join(folder, 'control.db'), 0o644);
  const report = await look();
  expect(report.worst).toBe('bad');
  expectFinding(report, 'folder_mode', 'bad', /mode 755/);
  expectFinding(report, 'secret', 'bad', /mode 644/);
  expectFinding(report, 'file_mode', 'bad', /control\.db has mode 644/);
  expect(report.findings.find(({ check }) => check === 'secret')?.advice).toBe(
    `chmod 600 ${join(folder, 'secret')}`,
  );
});

test('a secret that is missing or too short is told', async () => {
  writeFileSync(join(folder, 'secret'), 'short', { mode: 0o600 });
  expectFinding(await look(), 'secret', 'bad', /fewer than 32 characters/);
  rmSync(join(folder, 'secret'));
  expectFinding(await look(), 'secret', 'warn', /is missing/);
});

test('settings that are not allowed or misspelt are told by name', async () => {
  const report = await look({ environment: { LOG_LEVEL: 'loud', STEWARD_UPLOAD_LIMIT: '5', PORT: '80000' } });
  expect(told(report, 'settings')).toEqual([
    'bad: PORT is "80000", but must be a whole number from 0 to 65535.',
    'bad: LOG_LEVEL is "loud", but must be silent, fatal, error, warn, info, debug or trace.',
    'bad: STEWARD_UPLOAD_LIMIT is set, but Steward reads no variable of that name.',
  ]);
});

test('packages that are not those of the lockfile are told', async () => {
  const project = join(folder, 'project');
  mkdirSync(join(project, 'node_modules/.pnpm'), { recursive: true });
  writeFileSync(join(project, 'pnpm-lock.yaml'), 'one');
  expect(told(await look({ projectFolder: project }), 'packages')).toEqual([]);
  writeFileSync(join(project, 'node_modules/.pnpm/lock.yaml'), 'other');
  expectFinding(await look({ projectFolder: project }), 'packages', 'bad', /not those of its lockfile/);
  writeFileSync(join(project, 'node_modules/.pnpm/lock.yaml'), 'one');
  expect(told(await look({ projectFolder: project }), 'packages')[0]).toMatch(/^ok/);
});

/** A lockfile as pnpm writes it: a package that needs zod, and a tool for development in that version. */
function lockfile({ zod, tool }: { zod: string; tool?: string }) {
  const lines = (name: string, version: string) =>
    `      ${name}:\n        specifier: '*'\n        version: ${version}\n`;
  const needs = `    dependencies:\n${lines('zod', zod)}`;
  const development = tool ? `    devDependencies:\n${lines('tool', tool)}` : '';
  const tests = tool ? `  tests:\n    devDependencies:\n${lines('tool', tool)}` : '  tests: {}\n';
  const snapshots = `  zod@${zod}: {}\n${tool ? `  tool@${tool}: {}\n` : ''}`;
  return `importers:\n\n  core:\n${needs}${development}\n${tests}\npackages:\n\nsnapshots:\n\n${snapshots}`;
}

test('a start without the tools for development has the packages of the lockfile, an older one does not', async () => {
  const project = join(folder, 'project');
  mkdirSync(join(project, 'node_modules/.pnpm'), { recursive: true });
  const toldAfter = async (wanted: string, installed: string) => {
    writeFileSync(join(project, 'pnpm-lock.yaml'), wanted);
    writeFileSync(join(project, 'node_modules/.pnpm/lock.yaml'), installed);
    return told(await look({ projectFolder: project }), 'packages')[0];
  };
  const wanted = lockfile({ zod: '4.0.0', tool: '2.0.0' });
  expect(await toldAfter(wanted, wanted)).toMatch(/^ok/);
  expect(await toldAfter(wanted, lockfile({ zod: '4.0.0' }))).toMatch(/^ok/);
  expect(await toldAfter(wanted, lockfile({ zod: '3.0.0' }))).toMatch(/^bad/);
  expect(await toldAfter(wanted, lockfile({ zod: '4.0.0', tool: '1.0.0' }))).toMatch(/^bad/);
  const inner = wanted.replace('  zod@4.0.0: {}', '  zod@4.0.0:\n    dependencies:\n      inner: 2.0.0');
  const olderInner = inner.replace('inner: 2.0.0', 'inner: 1.0.0');
  expect(await toldAfter(inner, olderInner)).toMatch(/^bad/);
});

test('who listens on the port is told apart', async () => {
  expect(told(await look(), 'port')[0]).toContain('Nobody listens');
  const other = await listen((_request, response) => response.end('<html>'));
  expectFinding(await look({ port: other }), 'port', 'bad', /Something else than Steward/);
  const steward = await listen(({ url }, response) => {
    response.statusCode = url === '/healthz' ? 200 : 503;
    response.end(url === '/healthz' ? '{"status":"ok"}' : '{}');
  });
  expectFinding(await look({ port: steward }), 'port', 'bad', /is not ready/);
});

test('a damaged database is told, and the others are still looked at', async () => {
  await write((tx) => tx.execute('select 1'), 'ws_two');
  const path = join(folder, 'workspaces', 'ws_one.db');
  const database = await openDatabaseFile(path);
  await database.read((orm) => orm.all('pragma wal_checkpoint(truncate)'));
  database.close();
  // Every page but the first, which says what the file is.
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(statSync(path).size - 8_192, 0xab), 0, null, 8_192);
  const report = await look();
  expectFinding(report, 'integrity', 'bad', /ws_one\.db is damaged/);
  expect(told(report, 'integrity').join()).toContain('ws_two.db is whole');
});

test('an edited record of the chain is named, wherever it is with all, and among the newest without', async () => {
  await write((tx) => tx.execute(`update audit_record set subject = 'imp_9' where seq = 3`));
  expectFinding(await look(), 'chain', 'bad', /Record 3 was edited/);
  expect(told(await look({ lastRecords: 4 }), 'chain')[0]).toMatch(/^ok/);
  expectFinding(await look({ lastRecords: 10 }), 'chain', 'bad', /Record 3 was edited/);
});

test('a record from the future says that the clock is wrong', async () => {
  const early = await look({ now: () => new Date('2026-11-22T10:00:00Z') });
  expectFinding(early, 'clock', 'bad', /2026-11-22/);
});

test('workspaces without a file, files without a workspace and exchanged files are told', async () => {
  await write((tx) => tx.execute('select 1'), 'ws_stray');
  const report = await look();
  expectFinding(report, 'workspace_file', 'warn', 'workspaces/ws_stray.db belongs to no workspace');
  rmSync(join(folder, 'workspaces'), { recursive: true });
  expectFinding(await look(), 'workspace_file', 'bad', 'Workspace Alder House (ws_one) has no file');
  await write((tx) => tx.execute('select 1'), 'ws_two');
  const [one, two] = ['ws_one.db', 'ws_two.db'].map((name) => join(folder, 'workspaces', name));
  const database = await openDatabaseFile(two ?? '');
  await database.read((orm) => orm.all('pragma wal_checkpoint(truncate)'));
  database.close();
  copyFileSync(two ?? '', one ?? '');
  expectFinding(await look(), 'identity', 'bad', /holds workspace ws_two/);
});

test('a file of a newer Steward, and one that a migration left, are told', async () => {
  await write((tx) => tx.execute('insert into steward_migration values (?, 1)', ['f'.repeat(64)]));
  writeFileSync(join(folder, 'workspaces', 'ws_one.db.before-migration'), '');
  const report = await look();
  expectFinding(report, 'migrations', 'bad', /written by a newer Steward/);
  expectFinding(report, 'migration', 'warn', /before-migration was left/);
});

async function addImport(id: string, status: 'committing' | 'failed', hasUpload = true): Promise<void> {
  await write((tx) =>
    insertImport(tx, {
      ...{ id, status, accountId: 'acc_1', fileName: 'bank.csv', fileHash: 'x', sizeBytes: 3, format: 'csv' },
      ...{ actor: SYSTEM_ACTOR, createdAt: NOW },
    }),
  );
  if (!hasUpload) return;
  mkdirSync(join(folder, 'uploads', 'ws_one'), { recursive: true });
  writeFileSync(join(folder, 'uploads', 'ws_one', id), 'x');
}

test('imports that stand still, failed or lost their file are told', async () => {
  await addImport('imp_1', 'committing');
  await addImport('imp_2', 'failed', false);
  const idle = await look();
  expectFinding(idle, 'imports', 'info', 'Import imp_1 is under way, but no Steward runs');
  expectFinding(idle, 'imports', 'warn', 'The uploaded file of import imp_2 is gone');
  expect(told(idle, 'imports')).toContain('warn: Import imp_2 failed');
  const steward = await listen((_request, response) => response.end('{"status":"ok"}'));
  expectFinding(await look({ port: steward }), 'imports', 'warn', /Import imp_1 did not move/);
});

test('an import that moves is not told', async () => {
  await addImport('imp_1', 'committing');
  const port = await listen((_request, response) => response.end('{"status":"ok"}'));
  const looking = look({ port, patienceMs: 10_000 });
  const over = new AbortController();
  const moving = (async () => {
    for (let row = 1; !over.signal.aborted; row++) {
      await write((tx) => tx.execute('update imports_import set done_rows = ?', [row]));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  expect(told(await looking, 'imports')).toEqual(['ok: No import of ws_one stands still']);
  over.abort();
  await moving;
});

function addSnapshot(seq: number, content: Uint8Array): void {
  mkdirSync(join(folder, 'models', 'ws_one'), { recursive: true });
  writeFileSync(join(folder, 'models', 'ws_one', `${CATEGORISER_VERSION}-${seq}.model`), content);
}

test('snapshots that cannot be read, or are of another ledger, are told', async () => {
  const features = { payee: 'Kettle', memo: '', amountMinor: -320, date: '2026-01-02', context: {} };
  const event = { type: 'label_seen' as const, subject: { features }, categoryId: 'cat_1' };
  await write((tx) => appendLearning(tx, [event, event, event], NOW));
  expect(told(await look(), 'model')).toEqual([
    'ok: 3 of 3 learning events of ws_one are after its newest snapshot',
  ]);
  addSnapshot(2, Buffer.from('nonsense'));
  expectFinding(await look(), 'model', 'warn', 'Snapshots of ws_one cannot be read: 2');
  addSnapshot(2, deflateRawSync(encodeCategoriser(createCategoriser({ contextColumns: [] }))));
  expect(told(await look(), 'model')[0]).toContain('1 of 3');
  addSnapshot(9, deflateRawSync(encodeCategoriser(createCategoriser({ contextColumns: [] }))));
  expectFinding(
    await look(),
    'model',
    'bad',
    'A snapshot of ws_one holds 9 learning events, but there are 3',
  );
});

test('attached files that are missing, damaged or of nothing are told', async () => {
  const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
  const files = ['whole', 'damaged', 'gone'];
  mkdirSync(join(folder, 'attachments', 'ws_one'), { recursive: true });
  const put = (name: string, content: string) =>
    writeFileSync(join(folder, 'attachments', 'ws_one', hashOf(name)), content);
  const add = (name: string) =>
    write((tx) =>
      tx.insertMany(
        'ledger_attachment',
        ['id', 'transaction_id', 'sha256', 'name', 'type', 'size_bytes', 'added_at', 'added_by'],
        [[`att_${name}`, 'txn_1', hashOf(name), `${name}.txt`, 'text/plain', 1, 0, '{}']],
      ),
    );
  await add('whole');
  put('whole', 'whole');
  expect(told(await look(), 'attachments')).toEqual(['ok: All 1 attached files of ws_one are whole']);
  for (const name of files.slice(1)) await add(name);
  put('damaged', 'other');
  put('stray', 'stray');
  const report = await look();
  expectFinding(report, 'attachments', 'bad', /attached file damaged\.txt is damaged/);
  expectFinding(report, 'attachments', 'bad', /attached file gone\.txt is missing/);
  expectFinding(report, 'attachments', 'info', '1 files of ws_one belong to no attachment');
});
