import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Of uploads under way; what is older broke off. */
const LONGEST_UPLOAD_MS = 3_600_000;
const STORED = /^[0-9a-f]{64}$/;
const PART = /\.part$/;

export interface FileFolder {
  dataFolder: string;
  workspaceId: string;
}

/** Where the files of a workspace's attachments lie, each under the hash of its bytes. */
const folderOf = ({ dataFolder, workspaceId }: FileFolder) => join(dataFolder, 'attachments', workspaceId);

export function attachmentPath(folder: FileFolder, sha256: string): string {
  if (!STORED.test(sha256)) throw new Error(`${sha256} is no hash`);
  return join(folderOf(folder), sha256);
}

/** A place of its own for a file that is coming in. */
export async function makePartPath(folder: FileFolder): Promise<string> {
  await mkdir(folderOf(folder), { recursive: true, mode: 0o700 });
  return join(folderOf(folder), `${randomUUID()}.part`);
}

/**
 * Puts what came in under its hash, in place of an equal one, whose bytes may have been damaged since. The part stays until
 * its owner drops it: after a crash it tells that a file may lie here that nothing refers to.
 */
export async function placeFile(folder: FileFolder, partPath: string, sha256: string): Promise<void> {
  const second = await makePartPath(folder);
  await link(partPath, second);
  await rename(second, attachmentPath(folder, sha256));
}

/** Whether an upload that is long over left something behind. */
export async function hasLeftovers(folder: FileFolder, now: Date): Promise<boolean> {
  const parts = (await listFiles(folder)).filter((name) => PART.test(name));
  for (const name of parts) if (await isOld(join(folderOf(folder), name), now)) return true;
  return false;
}

/** Deletes what is not to be kept, and what uploads left behind that are long over. */
export async function dropFiles(
  folder: FileFolder,
  { kept, now }: { kept: ReadonlySet<string>; now: Date },
): Promise<void> {
  for (const name of await listFiles(folder)) {
    const path = join(folderOf(folder), name);
    const isDropped = STORED.test(name) ? !kept.has(name) : PART.test(name) && (await isOld(path, now));
    if (isDropped) await rm(path, { force: true });
  }
}

/** The hashes of the files that lie in a workspace's folder. */
export async function listStored(folder: FileFolder): Promise<string[]> {
  return (await listFiles(folder)).filter((name) => STORED.test(name));
}

/** Deletes all files of a workspace. */
export async function deleteAttachments(folder: FileFolder): Promise<void> {
  await rm(folderOf(folder), { recursive: true, force: true });
}

async function listFiles(folder: FileFolder): Promise<string[]> {
  return readdir(folderOf(folder)).catch(() => []);
}

async function isOld(path: string, now: Date): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && now.getTime() - found.mtimeMs > LONGEST_UPLOAD_MS;
}
