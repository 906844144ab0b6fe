import { BackupManifest, type BackupFile } from '@steward/core/backup';
import { sha256Hex } from '@steward/core/canonical';
import { DomainError } from '@steward/core/errors';
import { open, type FileHandle } from 'node:fs/promises';
import { MANIFEST, MANIFEST_HASH, PACKED_SUFFIX } from './archive-writer.ts';
import { BLOCK, END_BYTES, paddingOf, readHeader, type EntryHead } from './tar-header.ts';

const CHUNK_BYTES = 1 << 20;
const LARGEST_MANIFEST = 64 << 20;

/** A backup that is being read from its beginning to its end. */
export interface ArchiveReader {
  manifest: BackupManifest;
  /** The compressed content of the next file of the manifest. To be read to its end, in order. */
  content(file: BackupFile): AsyncGenerator<Buffer>;
  /** Demands that nothing is missing and nothing follows. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/** @throws DomainError `backup_damaged`, `not_a_backup` or `backup_newer`, naming the place. */
export async function openArchive(path: string): Promise<ArchiveReader> {
  const file = await openFile(path);
  try {
    const source = { file, path };
    const manifest = await readManifest(source);
    return {
      manifest,
      content: (entry) => readContent(source, entry),
      finish: () => finish(source),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

interface Source {
  file: FileHandle;
  path: string;
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (cause) {
    const message = `${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`;
    throw new DomainError({ code: 'not_found', reason: 'backup_unreadable', message, cause });
  }
}

/** Exactly so many bytes from where the file stands. */
async function take({ file, path }: Source, bytes: number, what: string): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  let filled = 0;
  while (filled < bytes) {
    const { bytesRead } = await file.read(buffer, filled, bytes - filled);
    if (bytesRead === 0) throw damaged(path, `it is cut off in ${what}`);
    filled += bytesRead;
  }
  return buffer;
}

async function takePadding(source: Source, sizeBytes: number, name: string): Promise<void> {
  const padding = await take(source, paddingOf(sizeBytes), name);
  if (padding.some((byte) => byte !== 0)) throw damaged(source.path, `the bytes after ${name} are not empty`);
}

async function takeText(source: Source, name: string): Promise<string> {
  const { sizeBytes } = await takeHead(source, name);
  if (sizeBytes > LARGEST_MANIFEST) throw damaged(source.path, `${name} is too large`);
  const text = (await take(source, sizeBytes, name)).toString('utf8');
  await takePadding(source, sizeBytes, name);
  return text;
}

async function takeHead(source: Source, name: string): Promise<EntryHead> {
  const block = await take(source, BLOCK, `the header of ${name}`);
  const head = readHeader(block);
  if (head === null && block.every((byte) => byte === 0)) throw damaged(source.path, `${name} is missing`);
  if (head === null) throw damaged(source.path, `the header of ${name} was changed`);
  if (head.name !== name) throw damaged(source.path, `${name} is missing: ${head.name} stands in its place`);
  return head;
}

async function readManifest(source: Source): Promise<BackupManifest> {
  const begin = Buffer.alloc(MANIFEST.length);
  await source.file.read(begin, 0, begin.length, 0);
  if (begin.toString() !== MANIFEST) {
    const message = `${source.path} is no backup of Steward, or its first bytes were changed.`;
    throw new DomainError({ code: 'invalid', reason: 'not_a_backup', message });
  }
  const text = await takeText(source, MANIFEST);
  const hash = await takeText(source, MANIFEST_HASH);
  if (hash !== `${sha256Hex(text)}\n`) throw damaged(source.path, `${MANIFEST} does not fit its hash`);
  const json: unknown = JSON.parse(text);
  const parsed = BackupManifest.safeParse(json);
  if (parsed.success) return parsed.data;
  const message = `${source.path} was made by a newer Steward, whose backups this version cannot read: update first.`;
  throw new DomainError({ code: 'invalid', reason: 'backup_newer', message });
}

async function* readContent(source: Source, { path, packedBytes }: BackupFile): AsyncGenerator<Buffer> {
  const name = `${path}${PACKED_SUFFIX}`;
  const { sizeBytes } = await takeHead(source, name);
  if (sizeBytes !== packedBytes) {
    throw damaged(source.path, `${name} has ${sizeBytes} bytes, but ${packedBytes} were packed`);
  }
  for (let left = sizeBytes; left > 0; left -= Math.min(left, CHUNK_BYTES)) {
    yield await take(source, Math.min(left, CHUNK_BYTES), name);
  }
  await takePadding(source, sizeBytes, name);
}

async function finish(source: Source): Promise<void> {
  const end = await take(source, END_BYTES, 'its end');
  if (end.some((byte) => byte !== 0)) throw damaged(source.path, 'there is more in it than it lists');
  const { bytesRead } = await source.file.read(Buffer.alloc(1), 0, 1);
  if (bytesRead > 0) throw damaged(source.path, 'bytes follow after its end');
}

export function damaged(path: string, what: string): DomainError {
  const message = `${path} is damaged: ${what}. Nothing was changed; use another backup.`;
  return new DomainError({ code: 'invalid', reason: 'backup_damaged', message, details: { what } });
}
