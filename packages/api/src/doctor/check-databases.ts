import { judgeClock, ok, problem, type Finding } from '@steward/core/doctor';
import { readAuditRange } from '@steward/db/audit';
import {
  compareMigrations,
  findDamage,
  openReadOnly,
  readFileIdentity,
  readKnownWorkspaces,
  readMigrations,
  type DatabaseKind,
  type ReadOnlyFile,
} from '@steward/db/backup';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { proveChain } from '../backup/index.ts';
import { checkAttachments } from './check-attachments.ts';
import { checkImports, type ImportWatch } from './check-imports.ts';
import { checkModel } from './check-model.ts';

export interface DatabaseCheck {
  dataFolder: string;
  now: Date;
  /** Records of each chain to verify; all when absent. */
  lastRecords?: number | undefined;
  watch: ImportWatch;
  onRecords: (records: number) => void;
  signal: AbortSignal;
}

/** The control database, then every workspace that it knows or that has a file. */
export async function checkDatabases(checking: DatabaseCheck): Promise<Finding[]> {
  const { dataFolder } = checking;
  const known: { id: string; name: string }[] = [];
  const control = await checkFile(join(dataFolder, 'control.db'), 'control', async (file) => {
    known.push(...(await file.read(readKnownWorkspaces)));
    return [];
  });
  const names = await readdir(join(dataFolder, 'workspaces')).catch(() => []);
  const files = names.flatMap((name) => /^([A-Za-z0-9_-]{1,64})\.db$/.exec(name)?.[1] ?? []);
  const findings = [...control];
  for (const { id, name } of known.filter((one) => !files.includes(one.id)))
    findings.push(lostFile(id, name));
  for (const id of files) {
    checking.signal.throwIfAborted();
    if (known.length > 0 && !known.some((one) => one.id === id)) findings.push(orphan(id));
    findings.push(...(await checkWorkspace(checking, id)));
  }
  return findings;
}

async function checkWorkspace(checking: DatabaseCheck, id: string): Promise<Finding[]> {
  const path = join(checking.dataFolder, 'workspaces', `${id}.db`);
  return checkFile(path, 'workspace', async (file) => [
    ...(await checkIdentity(file, id)),
    await checkChain(checking, file, id),
    ...(await checkNewest(checking, file)),
    ...(await checkImports({ ...checking, file, workspaceId: id })),
    ...(await checkAttachments({ ...checking, file, workspaceId: id })),
    ...(await checkModel({ ...checking, file, workspaceId: id })),
  ]);
}

/** Integrity and migrations, and what else the file holds when it is sound. */
async function checkFile(
  path: string,
  kind: DatabaseKind,
  more: (file: ReadOnlyFile) => Promise<Finding[]>,
): Promise<Finding[]> {
  const file = await openReadOnly(path);
  try {
    const [damage] = await file.read(findDamage);
    if (damage !== undefined) return [damaged(path, damage)];
    const migrations = judgeMigrations(path, compareMigrations(kind, await file.read(readMigrations)));
    const sound = ok('integrity', `${path} is whole`);
    // A newer file may look otherwise inside.
    return migrations.level === 'bad' ? [sound, migrations] : [sound, migrations, ...(await more(file))];
  } catch (error) {
    return [damaged(path, error instanceof Error ? error.message : String(error))];
  } finally {
    file.close();
  }
}

function damaged(path: string, what: string): Finding {
  return problem({
    ...{ check: 'integrity', level: 'bad', found: `${path} is damaged: ${what}` },
    meaning: 'Parts of this database cannot be read, or not be trusted.',
    advice: 'Stop Steward and restore a backup: steward restore FILE. Look at the disk: it may be failing.',
  });
}

function judgeMigrations(path: string, { missing, unknown }: { missing: number; unknown: number }): Finding {
  const check = 'migrations';
  if (unknown > 0) {
    return problem({
      ...{ check, level: 'bad', found: `${path} was written by a newer Steward` },
      meaning: 'This version does not know its tables and must not write it.',
      advice: 'Install the newer version again, or restore a backup of before the update.',
    });
  }
  if (missing === 0) return ok(check, `${path} is up to date`);
  return problem({
    ...{ check, level: 'info', found: `${path} lacks ${missing} migrations` },
    meaning: 'It was last opened by an older Steward.',
    advice: 'Nothing: they run when Steward opens the file.',
  });
}

async function checkIdentity(file: ReadOnlyFile, id: string): Promise<Finding[]> {
  const identity = await file.read(readFileIdentity);
  if (identity === id) return [];
  return [
    problem({
      ...{
        check: 'identity',
        level: 'bad',
        found: `${file.path} holds workspace ${identity ?? 'of no name'}`,
      },
      meaning: 'A file was put in the place of another; Steward refuses to open it.',
      advice: 'Put each file back under its own id, or restore a backup.',
    }),
  ];
}

async function checkChain({ lastRecords, onRecords }: DatabaseCheck, file: ReadOnlyFile, id: string) {
  const check = 'chain';
  const { fault, records, head } = await proveChain(file, { last: lastRecords, onRecords });
  if (fault === null)
    return ok(check, `The audit chain of ${id} is whole: ${records} of ${head?.seq ?? 0} records verified`);
  return problem({
    ...{ check, level: 'bad', found: `The audit chain of ${id} is broken: ${fault}` },
    meaning: 'A record was changed or removed outside of Steward, or the disk lost it.',
    advice: 'Keep this file as evidence, find out who had access, and restore a backup of before.',
  });
}

async function checkNewest({ now }: DatabaseCheck, file: ReadOnlyFile): Promise<Finding[]> {
  const [newest] = await file.read((orm) =>
    orm.all<{ seq: number }>('select seq from audit_record order by seq desc limit 1'),
  );
  const [record] = newest ? await file.read((orm) => readAuditRange(orm, newest.seq, 1)) : [];
  const finding = judgeClock(now, record ? new Date(record.at) : null);
  return finding.level === 'ok' ? [] : [finding];
}

function lostFile(id: string, name: string): Finding {
  return problem({
    ...{ check: 'workspace_file', level: 'bad', found: `Workspace ${name} (${id}) has no file` },
    meaning: 'Steward would open it as an empty workspace.',
    advice: 'If it was ever used, restore a backup before you open it.',
  });
}

function orphan(id: string): Finding {
  return problem({
    ...{ check: 'workspace_file', level: 'warn', found: `workspaces/${id}.db belongs to no workspace` },
    meaning: 'Nobody can open it in Steward: the control database does not know it.',
    advice: 'If its workspace is missed, restore a backup that holds both; else move the file away.',
  });
}
