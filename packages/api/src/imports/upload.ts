import { DomainError } from '@steward/core/errors';
import busboy from 'busboy';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { chunksOfBody, decodeFileName, toUploadRefusal } from '../wire/index.ts';

/** Where files lie until their import is over; never under the web root. */
export function uploadsFolder(dataFolder: string): string {
  return join(dataFolder, 'uploads');
}

export interface UploadLocation {
  dataFolder: string;
  workspaceId: string;
  importId: string;
}

/** Deletes whatever files a workspace has sent. */
export async function deleteUploads(dataFolder: string, workspaceId: string): Promise<void> {
  await rm(join(uploadsFolder(dataFolder), workspaceId), { recursive: true, force: true });
}

/** A folder a workspace, so that a start finds those with unfinished imports without opening all. */
export function uploadPath({ dataFolder, workspaceId, importId }: UploadLocation): string {
  return join(uploadsFolder(dataFolder), workspaceId, importId);
}

export interface UploadRequest {
  headers: Headers;
  body: ReadableStream | null;
}

interface UploadPlace extends UploadLocation {
  limitBytes: number;
}

export interface Upload {
  fileName: string;
  fileHash: string;
  sizeBytes: number;
  /** The other fields of the form. */
  fields: Map<string, string>;
}

/**
 * Streams an uploaded file to disk: a form with one file, or the bare file with `x-file-name`. The
 * limit holds while the bytes come in, and the hash is taken of them in passing.
 *
 * @throws DomainError `upload_too_large`, `no_file`, `empty_file` or `broken_upload`; nothing stays then.
 */
export async function receiveUpload(request: UploadRequest, place: UploadPlace): Promise<Upload> {
  if (request.body === null) throw refuse('no_file', 'The request has no body; send the file in it.');
  const path = uploadPath(place);
  const partPath = `${path}.part`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const source = Readable.from(chunksOfBody(request.body));
  try {
    const isForm = request.headers.get('content-type')?.startsWith('multipart/form-data') ?? false;
    const meter = createMeter(place.limitBytes);
    const upload = isForm
      ? await receiveForm(source, request.headers, { partPath, meter })
      : await receiveBare(source, request.headers, { partPath, meter });
    if (meter.sizeBytes() === 0) throw refuse('empty_file', `The file ${upload.fileName} is empty.`);
    await rename(partPath, path);
    return { ...upload, fileHash: meter.hash(), sizeBytes: meter.sizeBytes() };
  } catch (error) {
    await rm(partPath, { force: true });
    throw toUploadRefusal(error);
  } finally {
    source.destroy();
  }
}

interface Target {
  partPath: string;
  meter: Meter;
}

async function receiveBare(source: Readable, headers: Headers, { partPath, meter }: Target) {
  await pipeline(source, meter.stream, createWriteStream(partPath, { mode: 0o600 }));
  const name = headers.get('x-file-name');
  return {
    fileName: shortName(name === null ? 'upload.csv' : decodeFileName(name)),
    fields: new Map<string, string>(),
  };
}

async function receiveForm(source: Readable, headers: Headers, { partPath, meter }: Target) {
  const fields = new Map<string, string>();
  const files: { fileName: string; written: Promise<void> }[] = [];
  const form = busboy({
    headers: { 'content-type': headers.get('content-type') ?? '' },
    defParamCharset: 'utf8',
    limits: { files: 1, fields: 20, fieldSize: 10_000 },
  });
  form.on('field', (name, value) => fields.set(name, value));
  form.on('file', (_name, file, info: { filename?: string }) => {
    const written = pipeline(file, meter.stream, createWriteStream(partPath, { mode: 0o600 }));
    // The form must end when the file is refused, or the request would wait for ever.
    written.catch((error: unknown) => form.destroy(error instanceof Error ? error : undefined));
    files.push({ fileName: shortName(info.filename ?? 'upload.csv'), written });
  });
  await pipeline(source, form);
  const [received] = files;
  if (!received) throw refuse('no_file', 'The form holds no file; choose one.');
  await received.written;
  return { fileName: received.fileName, fields };
}

interface Meter {
  stream: Transform;
  sizeBytes: () => number;
  hash: () => string;
}

function createMeter(limitBytes: number): Meter {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.length;
      if (sizeBytes > limitBytes) {
        const limit = `${Math.floor(limitBytes / 1_000_000)} MB`;
        const message = `The file is larger than ${limit}; split it, or raise STEWARD_UPLOAD_LIMIT_MB.`;
        done(
          new DomainError({
            code: 'too_large',
            reason: 'upload_too_large',
            message,
            details: { limitBytes },
          }),
        );
        return;
      }
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, sizeBytes: () => sizeBytes, hash: () => hash.digest('hex') };
}

function refuse(reason: string, message: string): DomainError {
  return new DomainError({ code: 'invalid', reason, message });
}

function shortName(name: string): string {
  return (
    name
      .replace(/^.*[/\\]/, '')
      .replace(/\p{Cc}/gu, '')
      .slice(0, 200) || 'upload.csv'
  );
}
