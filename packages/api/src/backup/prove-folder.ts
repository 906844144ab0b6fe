import type { BackedUpWorkspace, BackupManifest, RestoredWorkspace } from '@steward/core/backup';
import { DomainError } from '@steward/core/errors';
import {
  compareMigrations,
  findDamage,
  openReadOnly,
  readFileIdentity,
  readKeptFiles,
  readKnownWorkspaces,
  readMigrations,
  type DatabaseKind,
  type ReadOnlyFile,
} from '@steward/db/backup';
import { openWorkspaceDb } from '@steward/db/client';
import { openControlDb } from '@steward/db/control';
import { join } from 'node:path';
import { attachmentsPath, CONTROL, workspacePath } from './folder-layout.ts';
import { proveChain } from './prove-chain.ts';

interface Proving {
  /** The unpacked folder. */
  folder: string;
  manifest: BackupManifest;
  onRecords: (records: number) => void;
}

/**
 * Opens every database of an unpacked backup, verifies each chain from its first record to its head,
 * compares the heads with what the backup says, and brings older files up to date.
 *
 * @throws DomainError `backup_broken` or `backup_newer`, naming the file and what is wrong with it.
 */
export async function proveFolder({ folder, manifest, onRecords }: Proving): Promise<RestoredWorkspace[]> {
  if (manifest.controlMigrations !== null) await proveControl(folder, manifest);
  const proved: RestoredWorkspace[] = [];
  for (const workspace of manifest.workspaces) {
    proved.push(await proveWorkspace(folder, workspace, onRecords));
    await proveAttachments(folder, manifest, workspace.id);
  }
  return proved;
}

async function proveControl(folder: string, manifest: BackupManifest): Promise<void> {
  await using(join(folder, CONTROL), async (file) => {
    await demandSound(file, { path: CONTROL, kind: 'control' });
    const known = await file.read(readKnownWorkspaces);
    const missing = known.filter(({ id }) => !manifest.workspaces.some((one) => one.id === id));
    const isTold = ({ id }: { id: string }) => manifest.notes.some((note) => note.includes(id));
    const [lost] = missing.filter((one) => !isTold(one));
    if (lost) throw broken(CONTROL, `it knows workspace ${lost.id} (${lost.name}), which the backup lacks`);
  });
  const control = await openControlDb(folder);
  control.close();
}

async function proveWorkspace(
  folder: string,
  { id, name, auditHead }: BackedUpWorkspace,
  onRecords: (records: number) => void,
): Promise<RestoredWorkspace> {
  const path = workspacePath(id);
  const proof = await using(join(folder, path), async (file) => {
    const missing = await demandSound(file, { path, kind: 'workspace' });
    const identity = await file.read(readFileIdentity);
    if (identity !== id) throw broken(path, `it is the file of workspace ${identity ?? '(unnamed)'}`);
    const { fault, head, records, erased } = await proveChain(file, { onRecords });
    if (fault !== null) throw broken(path, fault);
    if (head?.seq !== auditHead?.seq || head?.hash !== auditHead?.hash) {
      throw broken(path, `its chain ends at record ${head?.seq ?? 0}, not at record ${auditHead?.seq ?? 0}`);
    }
    return { records, erased, migrated: missing };
  });
  const db = await openWorkspaceDb({ dataFolder: folder, workspaceId: id });
  db.close();
  return { id, name, auditHead, ...proof };
}

/** Each file that the database refers to is there, and has the bytes that its name is the hash of. */
async function proveAttachments(folder: string, manifest: BackupManifest, id: string): Promise<void> {
  const kept = await using(join(folder, workspacePath(id)), (file) => file.read(readKeptFiles));
  for (const { sha256, name } of kept) {
    const path = `${attachmentsPath(id)}/${sha256}`;
    const file = manifest.files.find((one) => one.path === path);
    // What was unpacked has the hash that the manifest says; that hash is its name.
    if (file?.sha256 === sha256 || (!file && manifest.notes.some((note) => note.includes(path)))) continue;
    throw broken(path, `the attached file ${name} is ${file ? 'another one' : 'missing'}`);
  }
}

/** Returns how many migrations are still to run. */
async function demandSound(
  file: ReadOnlyFile,
  { path, kind }: { path: string; kind: DatabaseKind },
): Promise<number> {
  const [damage] = await file.read(findDamage);
  if (damage !== undefined) throw broken(path, damage);
  const { missing, unknown } = compareMigrations(kind, await file.read(readMigrations));
  if (unknown === 0) return missing;
  const message = `${path} of the backup was written by a newer Steward: update this one first, then restore.`;
  throw new DomainError({ code: 'invalid', reason: 'backup_newer', message });
}

/** A file that SQLite cannot read at all is broken too. */
async function using<T>(path: string, task: (file: ReadOnlyFile) => Promise<T>): Promise<T> {
  const file = await openReadOnly(path);
  try {
    return await task(file);
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw broken(path, error instanceof Error ? error.message : String(error));
  } finally {
    file.close();
  }
}

function broken(path: string, what: string): DomainError {
  const message = `${path} of the backup does not hold: ${what}. Nothing was changed; use another backup.`;
  return new DomainError({ code: 'invalid', reason: 'backup_broken', message, details: { path, what } });
}
