import type { BackupFile, BackupManifest, RestoreReport } from '@steward/core/backup';
import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { damaged, openArchive, type ArchiveReader } from './archive-reader.ts';
import { PACKED_SUFFIX } from './archive-writer.ts';
import type { Progress } from './create-backup.ts';
import { unpack } from './packing.ts';
import { proveFolder } from './prove-folder.ts';
import { checkFolder, checkWorkspace, replaceFolder, replaceWorkspace } from './restore-target.ts';

export interface RestoreRequest {
  /** The backup. */
  source: string;
  /** Where to; null: it is only proved that it could be restored, and nothing stays. */
  dataFolder: string | null;
  /** Moves what is in the way aside. */
  isForced?: boolean;
  now: () => Date;
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
}

/**
 * Restores a backup, or changes nothing. Everything is unpacked and proved in a folder beside the target,
 * which takes the target's place in the end: sizes and hashes of all files, the databases' own
 * integrity, and each chain from its first record to the head that the backup names.
 *
 * @throws DomainError `not_a_backup`, `backup_damaged`, `backup_broken`, `backup_newer`,
 * `folder_not_empty`, `folder_in_use`, `no_data_folder` or `workspace`.
 */
export async function restoreBackup(request: RestoreRequest): Promise<RestoreReport> {
  const { source, now } = request;
  const archive = await openArchive(source);
  const { manifest } = archive;
  const suffix = randomBytes(4).toString('hex');
  const dataFolder = request.dataFolder === null ? null : resolve(request.dataFolder);
  const workFolder =
    dataFolder === null ? join(tmpdir(), `steward-check-${suffix}`) : `${dataFolder}.restoring-${suffix}`;
  const aside = `${dataFolder ?? ''}.before-restore-${now().toISOString().replace(/[:.]/g, '-')}`;
  try {
    const target = dataFolder === null ? null : { dataFolder, isForced: request.isForced ?? false, aside };
    const only = manifest.scope === 'workspace' ? demandOne(manifest, source) : null;
    if (target) await (only === null ? checkFolder(target) : checkWorkspace(target, only));
    await mkdir(workFolder, { recursive: true, mode: 0o700 });
    await unpackAll(request, archive, workFolder);
    const workspaces = await prove(request, manifest, workFolder);
    const movedAside =
      target &&
      (only === null
        ? await replaceFolder(workFolder, target)
        : await replaceWorkspace(workFolder, target, only));
    return {
      ...{ folder: dataFolder ?? '', createdAt: manifest.createdAt, files: manifest.files.length },
      sizeBytes: totalOf(manifest),
      ...{ workspaces, movedAside, notes: manifest.notes },
    };
  } finally {
    await archive.close();
    await rm(workFolder, { recursive: true, force: true });
  }
}

const totalOf = ({ files }: BackupManifest) => files.reduce((sum, file) => sum + file.sizeBytes, 0);

function demandOne({ workspaces }: BackupManifest, source: string): string {
  const [workspace] = workspaces;
  if (workspace && workspaces.length === 1) return workspace.id;
  throw damaged(source, `it says that it holds one workspace, but lists ${workspaces.length}`);
}

async function unpackAll(
  { source, onProgress = () => undefined, signal }: RestoreRequest,
  archive: ArchiveReader,
  workFolder: string,
): Promise<void> {
  const progress = { label: 'unpacking', done: 0, total: totalOf(archive.manifest) };
  for (const file of archive.manifest.files) {
    const path = join(workFolder, file.path);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await unpackOne(source, { file, path, content: archive.content(file) }, (bytes) => {
      signal?.throwIfAborted();
      progress.done += bytes;
      onProgress({ ...progress });
    });
  }
  await archive.finish();
}

interface Part {
  file: BackupFile;
  path: string;
  content: AsyncGenerator<Buffer>;
}

async function unpackOne(
  source: string,
  { file, path, content }: Part,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const name = `${file.path}${PACKED_SUFFIX}`;
  let left = file.sizeBytes;
  const unpacked = await unpack(content, path, (bytes) => {
    // Damaged data could unpack to anything, also to more than the disk holds.
    left -= bytes;
    if (left < 0) throw damaged(source, `${name} unpacks to more than ${file.sizeBytes} bytes`);
    onBytes(bytes);
  }).catch((error: unknown) => {
    const isOfData = error instanceof Error && 'code' in error && /^(ZSTD|Z_)/.test(String(error.code));
    throw isOfData ? damaged(source, `${name} does not unpack (${error.message})`) : error;
  });
  if (unpacked.packedSha256 !== file.packedSha256) throw damaged(source, `${name} does not fit its hash`);
  if (unpacked.sizeBytes !== file.sizeBytes || unpacked.sha256 !== file.sha256) {
    throw damaged(source, `${name} unpacks to other bytes than were packed`);
  }
}

async function prove(
  { onProgress = () => undefined, signal }: RestoreRequest,
  manifest: BackupManifest,
  folder: string,
) {
  const total = manifest.workspaces.reduce((sum, { auditHead }) => sum + (auditHead?.seq ?? 0), 0);
  const progress = { label: 'verifying', done: 0, total };
  return proveFolder({
    ...{ folder, manifest },
    onRecords: (records) => {
      signal?.throwIfAborted();
      progress.done += records;
      onProgress({ ...progress });
    },
  });
}
