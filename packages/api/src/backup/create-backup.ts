import type { BackupFile, BackupManifest } from '@steward/core/backup';
import { DomainError } from '@steward/core/errors';
import { copyDatabase, openReadOnly, readKnownWorkspaces, readMigrations } from '@steward/db/backup';
import { existsSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { PACKED_SUFFIX, writeArchive } from './archive-writer.ts';
import {
  CONTROL,
  demandDataFolder,
  isInside,
  KNOWN_ENTRIES,
  SECRET,
  WORKSPACE_FILE,
  workspacePath,
} from './folder-layout.ts';
import { packPart, takeWorkspace, type TakenWorkspace, type Taking } from './take-workspace.ts';

/** How often workspaces are copied anew when access to them changed while they were copied. */
const ROUNDS = 4;

export interface Progress {
  label: string;
  done: number;
  total: number;
}

export interface BackupRequest {
  dataFolder: string;
  /** The file to write. */
  target: string;
  /** Only this one; else the whole folder. */
  workspaceId?: string | undefined;
  /** Replaces a file that is there. */
  isForced?: boolean;
  stewardVersion: string;
  now: () => Date;
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
}

export interface BackupResult {
  manifest: BackupManifest;
  target: string;
  sizeBytes: number;
}

/**
 * Writes a data folder into one file while a server may run and write.
 *
 * Each database is copied in one read transaction. The control database is copied last, and a workspace
 * is copied again when who may do what in it changed between the start of its copy and the control
 * database's. So each workspace in the backup has its file, and no key works in a restored folder
 * of which the workspace's chain says that it was revoked, and none is missing of which it says that it
 * was made. Only what Steward itself writes into both files one after the other can fall between: the
 * moment of a few milliseconds in which a crash would leave the same.
 *
 * @throws DomainError `no_data_folder`, `workspace`, `file_exists`, `file_in_folder`.
 */
export async function createBackup(request: BackupRequest): Promise<BackupResult> {
  const { dataFolder, now, onProgress = () => undefined } = request;
  const target = resolve(request.target);
  demandDataFolder(dataFolder);
  checkTarget(request, target);
  await mkdir(dirname(target), { recursive: true });
  const workFolder = await mkdtemp(`${target}.partial-`);
  const progress = { label: 'copying', done: 0, total: await measure(dataFolder) };
  const onBytes = (bytes: number) => {
    progress.done = Math.min(progress.done + bytes, progress.total);
    onProgress({ ...progress });
  };
  try {
    const signal = request.signal ?? new AbortController().signal;
    const taking: Taking = { dataFolder, workFolder, now, onBytes, signal };
    const taken = request.workspaceId ? await takeOne(taking, request.workspaceId) : await takeFolder(taking);
    const manifest: BackupManifest = {
      ...{ format: 'steward-backup', version: 1, stewardVersion: request.stewardVersion },
      ...{ createdAt: now().toISOString(), scope: request.workspaceId ? 'workspace' : 'folder' },
      ...taken,
    };
    const partial = join(workFolder, 'backup');
    const packedPathOf = (path: string) => join(workFolder, `${path}${PACKED_SUFFIX}`);
    await writeArchive(partial, { manifest, packedPathOf, onBytes: () => signal.throwIfAborted() });
    await rename(partial, target);
    return { manifest, target, sizeBytes: statSync(target).size };
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

function checkTarget({ dataFolder, isForced = false }: BackupRequest, target: string): void {
  if (isInside(dataFolder, target)) {
    const message = `${target} lies inside of the data folder: a backup belongs somewhere else.`;
    throw new DomainError({ code: 'invalid', reason: 'file_in_folder', message });
  }
  if (existsSync(target) && (!isForced || statSync(target).isDirectory())) {
    const message = `${target} is there already: choose another name, or replace it with --force.`;
    throw new DomainError({ code: 'conflict', reason: 'file_exists', message });
  }
}

type Taken = Pick<BackupManifest, 'files' | 'workspaces' | 'controlMigrations' | 'leftOut' | 'notes'>;

async function takeFolder(taking: Taking): Promise<Taken> {
  const notes: string[] = [];
  const taken = new Map<string, TakenWorkspace>();
  let before = await readWorkspaces(join(taking.dataFolder, CONTROL));
  let wanted = [...new Set([...before.keys(), ...(await listWorkspaceFiles(taking.dataFolder))])];
  for (let round = 1; ; round++) {
    for (const id of wanted) {
      const one = await takeExisting(taking, id, before.get(id)?.name ?? null);
      if (one) taken.set(id, one);
    }
    const copy = join(taking.workFolder, CONTROL);
    await rm(copy, { force: true });
    await copyDatabase(join(taking.dataFolder, CONTROL), copy);
    const after = await readWorkspaces(copy);
    wanted = [...after.values()]
      .filter(({ id, accessHash }) => before.get(id)?.accessHash !== accessHash)
      .map(({ id }) => id);
    before = after;
    if (wanted.length === 0) break;
    if (round < ROUNDS) continue;
    notes.push(`Members or keys of ${wanted.join(', ')} changed all the time: their last changes may miss.`);
    break;
  }
  const controlMigrations = await readControlMigrations(join(taking.workFolder, CONTROL));
  const files: BackupFile[] = [await packPart(taking, CONTROL, join(taking.workFolder, CONTROL))];
  const secret = join(taking.dataFolder, SECRET);
  if (existsSync(secret)) files.push(await packPart(taking, SECRET, secret));
  const workspaces = [...taken.values()];
  const empty = [...before.keys()].filter((id) => !taken.has(id));
  notes.push(...empty.map((id) => `Workspace ${id} has no file yet.`));
  return {
    files: [...files, ...workspaces.flatMap((one) => one.files)],
    workspaces: workspaces.map((one) => one.workspace),
    controlMigrations,
    leftOut: await listLeftOut(taking.dataFolder),
    notes: [...notes, ...workspaces.flatMap((one) => one.notes)],
  };
}

async function takeOne(taking: Taking, id: string): Promise<Taken> {
  const known = (await readWorkspaces(join(taking.dataFolder, CONTROL))).get(id);
  const taken = await takeExisting(taking, id, known?.name ?? null);
  if (!taken) {
    const message = `There is no workspace ${id} in ${taking.dataFolder}.`;
    throw new DomainError({ code: 'not_found', reason: 'workspace', message });
  }
  const { workspace, files, notes } = taken;
  return { files, workspaces: [workspace], controlMigrations: null, leftOut: [], notes };
}

async function takeExisting(taking: Taking, id: string, name: string | null) {
  const isThere = /^[A-Za-z0-9_-]{1,64}$/.test(id) && existsSync(join(taking.dataFolder, workspacePath(id)));
  return isThere ? takeWorkspace(taking, id, name) : null;
}

async function readWorkspaces(controlPath: string) {
  const control = await openReadOnly(controlPath);
  try {
    const known = await control.read(readKnownWorkspaces);
    return new Map(known.map((workspace) => [workspace.id, workspace]));
  } finally {
    control.close();
  }
}

async function readControlMigrations(controlPath: string): Promise<string[]> {
  const control = await openReadOnly(controlPath);
  try {
    return await control.read(readMigrations);
  } finally {
    control.close();
  }
}

async function listWorkspaceFiles(dataFolder: string): Promise<string[]> {
  const names = await readdir(join(dataFolder, 'workspaces')).catch(() => []);
  return names.flatMap((name) => WORKSPACE_FILE.exec(name)?.groups?.id ?? []);
}

async function listLeftOut(dataFolder: string): Promise<string[]> {
  return (await readdir(dataFolder)).filter((name) => !KNOWN_ENTRIES.includes(name)).sort();
}

async function measure(dataFolder: string): Promise<number> {
  const ids = await listWorkspaceFiles(dataFolder);
  const paths = [CONTROL, ...ids.map(workspacePath)].map((path) => join(dataFolder, path));
  return paths.reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
}
