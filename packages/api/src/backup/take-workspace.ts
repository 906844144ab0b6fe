import type { BackedUpWorkspace, BackupFile } from '@steward/core/backup';
import { DomainError } from '@steward/core/errors';
import type { KeptFile } from '@steward/db/attachments';
import { readAuditHead } from '@steward/db/audit';
import {
  copyDatabase,
  openReadOnly,
  readFileIdentity,
  readKeptFiles,
  readMigrations,
  readOpenImports,
} from '@steward/db/backup';
import { readLearningHead } from '@steward/db/learning';
import { existsSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { attachmentsPath, UPLOADED_FILE, uploadsPath, workspacePath } from './folder-layout.ts';
import { PACKED_SUFFIX } from './archive-writer.ts';
import { pack } from './packing.ts';

/** How often a copy is taken anew when an upload that it needs went away meanwhile. */
const ATTEMPTS = 3;

export interface Taking {
  dataFolder: string;
  /** Where copies and packed files lie until the backup is written. */
  workFolder: string;
  now: () => Date;
  onBytes: (bytes: number) => void;
  signal: AbortSignal;
}

export interface TakenWorkspace {
  workspace: BackedUpWorkspace;
  files: BackupFile[];
  notes: string[];
}

/**
 * Copies a workspace's database and the uploaded files that its unfinished imports need. An upload is
 * never changed, only deleted when its import is over, so that linking what is there before the database
 * is copied and again after gives every file that was there at the copy's moment; should one be missing
 * all the same, the database is copied again.
 */
export async function takeWorkspace(
  taking: Taking,
  id: string,
  name: string | null,
): Promise<TakenWorkspace> {
  const copy = join(taking.workFolder, workspacePath(id));
  await mkdir(dirname(copy), { recursive: true, mode: 0o700 });
  for (let attempt = 1; ; attempt++) {
    taking.signal.throwIfAborted();
    await rm(copy, { force: true });
    await linkUploads(taking, id);
    const takenAt = taking.now();
    await copyDatabase(join(taking.dataFolder, workspacePath(id)), copy);
    await linkUploads(taking, id);
    const { openImports, keptFiles, ...facts } = await readFacts(copy, id);
    const linked = await listUploads(join(taking.workFolder, uploadsPath(id)));
    const missing = openImports.filter((importId) => !linked.includes(importId));
    if (missing.length > 0 && attempt < ATTEMPTS) continue;
    const needed = openImports.filter((importId) => linked.includes(importId));
    const paths = [workspacePath(id), ...needed.map((importId) => `${uploadsPath(id)}/${importId}`)];
    const files: BackupFile[] = [];
    for (const path of paths) files.push(await packPart(taking, path, join(taking.workFolder, path)));
    const attached = await takeAttachments(taking, id, keptFiles);
    files.push(...attached.files);
    return {
      workspace: { id, name, takenAt: takenAt.toISOString(), ...facts },
      files,
      notes: [
        ...missing.map((importId) => `The uploaded file of import ${importId} is gone from the data folder.`),
        ...attached.notes,
      ],
    };
  }
}

/**
 * The files that the copy refers to. They are never changed, and none is deleted that anything refers to, so that all which
 * the copy knows are there after it.
 */
async function takeAttachments(
  taking: Taking,
  id: string,
  keptFiles: readonly KeptFile[],
): Promise<Pick<TakenWorkspace, 'files' | 'notes'>> {
  const files: BackupFile[] = [];
  const notes: string[] = [];
  for (const { sha256, name } of keptFiles) {
    const path = `${attachmentsPath(id)}/${sha256}`;
    const source = join(taking.dataFolder, path);
    const packed = existsSync(source) ? await packPart(taking, path, source) : null;
    if (packed?.sha256 === sha256) files.push(packed);
    else
      notes.push(`The attached file ${name} (${path}) is ${packed ? 'damaged' : 'gone'} in the data folder.`);
  }
  return { files, notes };
}

/** Compresses one file of the folder into the work folder, where nothing else of it is kept then. */
export async function packPart(taking: Taking, path: string, source: string): Promise<BackupFile> {
  taking.signal.throwIfAborted();
  const target = join(taking.workFolder, `${path}${PACKED_SUFFIX}`);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await rm(target, { force: true });
  const packed = await pack(source, target, taking.onBytes);
  if (source.startsWith(taking.workFolder)) await rm(source);
  return { path, ...packed };
}

async function readFacts(copy: string, id: string) {
  const file = await openReadOnly(copy);
  try {
    const identity = await file.read(readFileIdentity);
    if (identity !== null && identity !== id) {
      const message = `${workspacePath(id)} holds workspace ${identity}: a file was put in the place of another.`;
      throw new DomainError({ code: 'conflict', reason: 'wrong_workspace_file', message });
    }
    return await file.read(async (orm) => ({
      auditHead: await readAuditHead(orm),
      learningSeq: await readLearningHead(orm),
      migrations: await readMigrations(orm),
      keptFiles: await readKeptFiles(orm),
      openImports: (await readOpenImports(orm)).map((row) => row.id),
    }));
  } finally {
    file.close();
  }
}

async function listUploads(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => UPLOADED_FILE.test(name));
}

async function linkUploads({ dataFolder, workFolder }: Taking, id: string): Promise<void> {
  const from = join(dataFolder, uploadsPath(id));
  const to = join(workFolder, uploadsPath(id));
  await mkdir(to, { recursive: true, mode: 0o700 });
  const linked = await listUploads(to);
  for (const name of await listUploads(from)) {
    if (!linked.includes(name)) await linkOrCopy(join(from, name), join(to, name));
  }
}

/** A file that went away meanwhile is no error: its import is over. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to).catch((error: unknown) => {
      if (isMissing(error)) throw error;
      return copyFile(from, to);
    });
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
