import type { BackupFile } from '@steward/core/backup';
import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';

/** Compresses a file and says what went in and what came out. */
export async function pack(
  source: string,
  target: string,
  onBytes: (bytes: number) => void,
): Promise<Omit<BackupFile, 'path'>> {
  const plain = createMeter(onBytes);
  const packed = createMeter();
  const output = createWriteStream(target, { mode: 0o600, flags: 'wx' });
  await pipeline(createReadStream(source), plain.stream, createZstdCompress(), packed.stream, output);
  return {
    ...{ sizeBytes: plain.bytes(), sha256: plain.sha256() },
    ...{ packedBytes: packed.bytes(), packedSha256: packed.sha256() },
  };
}

/** Decompresses into a file and says what came in and what went out. */
export async function unpack(
  content: AsyncIterable<Buffer>,
  target: string,
  onBytes: (bytes: number) => void,
): Promise<Omit<BackupFile, 'path'>> {
  const packed = createMeter();
  const plain = createMeter(onBytes);
  const output = createWriteStream(target, { mode: 0o600, flags: 'wx', flush: true });
  await pipeline(Readable.from(content), packed.stream, createZstdDecompress(), plain.stream, output);
  return {
    ...{ sizeBytes: plain.bytes(), sha256: plain.sha256() },
    ...{ packedBytes: packed.bytes(), packedSha256: packed.sha256() },
  };
}

interface Meter {
  stream: Transform;
  bytes: () => number;
  sha256: () => string;
}

function createMeter(onBytes: (bytes: number) => void = () => undefined): Meter {
  const hash: Hash = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      try {
        onBytes(chunk.length);
        done(null, chunk);
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
  return { stream, bytes: () => bytes, sha256: () => hash.digest('hex') };
}
