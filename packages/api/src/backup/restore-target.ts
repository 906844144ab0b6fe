import { DomainError } from '@steward/core/errors';
import { isInUse, openReadOnly, readKnownWorkspaces } from '@steward/db/backup';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rename, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  attachmentsPath,
  CONTROL,
  demandDataFolder,
  modelsPath,
  uploadsPath,
  workspacePath,
} from './folder-layout.ts';

interface Target {
  dataFolder: string;
  isForced: boolean;
  /** Where what is in the way is moved. */
  aside: string;
}

/** @throws DomainError `folder_not_empty` or `folder_in_use`. */
export async function checkFolder({ dataFolder, isForced }: Target): Promise<void> {
  if (!existsSync(dataFolder) || readdirSync(dataFolder).length === 0) return;
  if (!isForced) {
    const message = `${dataFolder} is not empty. Restore into another folder, or use --force, which moves this one aside.`;
    throw new DomainError({ code: 'conflict', reason: 'folder_not_empty', message });
  }
  await demandUnused(dataFolder);
}

/** @throws DomainError `no_data_folder`, `workspace`, `folder_not_empty` or `folder_in_use`. */
export async function checkWorkspace({ dataFolder, isForced }: Target, id: string): Promise<void> {
  demandDataFolder(dataFolder);
  // First: a connection of this process, however closed, would count as a use.
  await demandUnused(dataFolder);
  const control = await openReadOnly(join(dataFolder, CONTROL));
  const known = await control.read(readKnownWorkspaces).finally(() => control.close());
  if (!known.some((one) => one.id === id)) {
    const message = `${dataFolder} knows no workspace ${id}: a backup of one workspace goes back into its own folder.`;
    throw new DomainError({ code: 'not_found', reason: 'workspace', message });
  }
  if (!isForced && existsSync(join(dataFolder, workspacePath(id)))) {
    const message = `${dataFolder} holds workspace ${id} already. Use --force, which moves it aside.`;
    throw new DomainError({ code: 'conflict', reason: 'folder_not_empty', message });
  }
}

async function demandUnused(dataFolder: string): Promise<void> {
  const control = join(dataFolder, CONTROL);
  if (!existsSync(control) || !(await isInUse(control))) return;
  const message = `A Steward runs on ${dataFolder}: stop it, then restore.`;
  throw new DomainError({ code: 'conflict', reason: 'folder_in_use', message });
}

/** Puts an unpacked folder in place; returns where the old one lies. */
export async function replaceFolder(
  workFolder: string,
  { dataFolder, aside }: Target,
): Promise<string | null> {
  if (!existsSync(dataFolder)) {
    await rename(workFolder, dataFolder);
    return null;
  }
  if (readdirSync(dataFolder).length === 0) {
    await rmdir(dataFolder).catch(refuseMountPoint(dataFolder));
    await rename(workFolder, dataFolder);
    return null;
  }
  await rename(dataFolder, aside).catch(refuseMountPoint(dataFolder));
  try {
    await rename(workFolder, dataFolder);
  } catch (error) {
    await rename(aside, dataFolder);
    throw error;
  }
  return aside;
}

function refuseMountPoint(dataFolder: string) {
  return (cause: unknown): never => {
    const message = `${dataFolder} cannot be replaced as a whole (a mount point?): restore into a new folder inside of it, and set STEWARD_DATA to that.`;
    throw new DomainError({ code: 'conflict', reason: 'folder_fixed', message, cause });
  };
}

/** Puts the files of one workspace in place; what they replace, and the model's snapshots, are moved aside. */
export async function replaceWorkspace(
  workFolder: string,
  { dataFolder, aside }: Target,
  id: string,
): Promise<string | null> {
  const database = workspacePath(id);
  const moved: [string, string][] = [];
  const move = async (from: string, to: string) => {
    if (!existsSync(from)) return;
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    await rename(from, to);
    moved.push([from, to]);
  };
  const folders = [uploadsPath(id), attachmentsPath(id), modelsPath(id)];
  const parts = [database, `${database}-wal`, `${database}-shm`, ...folders];
  try {
    for (const part of parts) await move(join(dataFolder, part), join(aside, part));
    const hasMoved = moved.length > 0;
    for (const part of parts) await move(join(workFolder, part), join(dataFolder, part));
    return hasMoved ? aside : null;
  } catch (error) {
    for (const [from, to] of moved.reverse()) await rename(to, from);
    throw error;
  }
}
