import type { BackupManifest } from '@steward/core/backup';
import { sha256Hex } from '@steward/core/canonical';
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { END_BYTES, paddingOf, writeHeader } from './tar-header.ts';

export const MANIFEST = 'manifest.json';
/** The hash of the manifest: without it a damaged manifest could say anything. */
export const MANIFEST_HASH = 'manifest.sha256';
/** Each file is compressed by itself, so that any tar and zstd can unpack it and damage has a name. */
export const PACKED_SUFFIX = '.zst';

interface Archive {
  manifest: BackupManifest;
  /** Where the compressed content of a file of the manifest lies. */
  packedPathOf: (path: string) => string;
  onBytes: (bytes: number) => void;
}

/** Writes the one file, readable by its owner only, and waits until it is on the disk. */
export async function writeArchive(target: string, archive: Archive): Promise<void> {
  const { manifest, packedPathOf, onBytes } = archive;
  const modifiedAt = Math.floor(Date.parse(manifest.createdAt) / 1000);
  const file = await open(target, 'wx', 0o600);
  try {
    const text = `${JSON.stringify(manifest, null, 2)}\n`;
    await writeText(file, { name: MANIFEST, text, modifiedAt });
    await writeText(file, { name: MANIFEST_HASH, text: `${sha256Hex(text)}\n`, modifiedAt });
    for (const { path, packedBytes } of manifest.files) {
      const name = `${path}${PACKED_SUFFIX}`;
      await file.writeFile(writeHeader({ name, sizeBytes: packedBytes, modifiedAt }));
      for await (const chunk of createReadStream(packedPathOf(path)) as AsyncIterable<Buffer>) {
        await file.writeFile(chunk);
        onBytes(chunk.length);
      }
      await file.writeFile(Buffer.alloc(paddingOf(packedBytes)));
    }
    await file.writeFile(Buffer.alloc(END_BYTES));
    await file.sync();
  } finally {
    await file.close();
  }
}

async function writeText(
  file: FileHandle,
  { name, text, modifiedAt }: { name: string; text: string; modifiedAt: number },
): Promise<void> {
  const content = Buffer.from(text);
  await file.writeFile(writeHeader({ name, sizeBytes: content.length, modifiedAt }));
  await file.writeFile(content);
  await file.writeFile(Buffer.alloc(paddingOf(content.length)));
}
