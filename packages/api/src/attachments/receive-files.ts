import {
  attachmentName,
  attachmentTypeOf,
  MOST_ATTACHMENT_BYTES,
  MOST_ATTACHMENTS,
  type AttachmentType,
} from '@steward/core/attachments';
import { DomainError } from '@steward/core/errors';
import busboy from 'busboy';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { chunksOfBody, decodeFileName, toUploadRefusal } from '../wire/index.ts';
import { makePartPath, type FileFolder } from './attachment-files.ts';

export interface SentFiles {
  headers: Headers;
  body: ReadableStream | null;
}

/** A file that came in whole, of a type that is taken. It lies in its part until it is placed or dropped. */
export interface ReceivedFile {
  partPath: string;
  name: string;
  type: AttachmentType;
  sha256: string;
  sizeBytes: number;
}

/** A file while it comes in. */
interface Incoming {
  partPath: string;
  name: string;
  written: Promise<void>;
}

/**
 * Takes in a form of files, or one bare file with `x-file-name`: written while it comes in, its size bounded meanwhile, and
 * its type told from its content. All of them, or none.
 *
 * @throws DomainError `no_file`, `empty_file`, `attachment_too_large`, `too_many_attachments`, `attachment_type` or
 * `broken_upload`; nothing stays then.
 */
export async function receiveFiles(
  { headers, body }: SentFiles,
  folder: FileFolder,
): Promise<ReceivedFile[]> {
  if (body === null) throw refuse('no_file', 'The request has no body; send the file in it.');
  const incoming: Incoming[] = [];
  const source = Readable.from(chunksOfBody(body));
  try {
    if (headers.get('content-type')?.startsWith('multipart/form-data')) {
      await readForm(source, headers, { incoming, folder });
    } else {
      const name = attachmentName(decodeFileName(headers.get('x-file-name') ?? 'file'));
      await write(source, { incoming, name, partPath: await makePartPath(folder) });
    }
    const received: ReceivedFile[] = [];
    for (const { partPath, name } of incoming) received.push(await judge(partPath, name));
    if (received.length === 0) throw refuse('no_file', 'The form holds no file; choose one.');
    return received;
  } catch (error) {
    await Promise.allSettled(incoming.map(({ written }) => written));
    await dropParts(incoming);
    throw toUploadRefusal(error);
  } finally {
    source.destroy();
  }
}

export async function dropParts(files: readonly { partPath: string }[]): Promise<void> {
  for (const { partPath } of files) await rm(partPath, { force: true });
}

interface Target {
  incoming: Incoming[];
  folder: FileFolder;
}

async function readForm(source: Readable, headers: Headers, { incoming, folder }: Target): Promise<void> {
  // Made beforehand: a file must be read from the moment that it is told of.
  const paths = await Promise.all(Array.from({ length: MOST_ATTACHMENTS }, () => makePartPath(folder)));
  const form = busboy({
    headers: { 'content-type': headers.get('content-type') ?? '' },
    defParamCharset: 'utf8',
    limits: { files: MOST_ATTACHMENTS, fields: 20, fieldSize: 10_000 },
  });
  form.on('filesLimit', () => form.destroy(tooMany()));
  form.on('file', (_field, file, info: { filename?: string }) => {
    const partPath = paths[incoming.length];
    // A field of files that nobody chose one in comes without a name.
    if (info.filename === undefined || partPath === undefined) {
      file.resume();
      return;
    }
    const written = write(file, { incoming, name: attachmentName(info.filename), partPath });
    // The form must end when a file is refused, or the request would wait for ever.
    written.catch((error: unknown) => form.destroy(error instanceof Error ? error : undefined));
  });
  await pipeline(source, form);
  await Promise.all(incoming.map(({ written }) => written));
}

function write(
  file: Readable,
  { incoming, name, partPath }: { incoming: Incoming[] } & Omit<Incoming, 'written'>,
) {
  const target = createWriteStream(partPath, { mode: 0o600, flush: true });
  const written = pipeline(file, createBound(name), target);
  incoming.push({ partPath, name, written });
  return written;
}

/** Lets through what is within the limit, and refuses what goes beyond it at that byte. */
function createBound(name: string): Transform {
  let sizeBytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.length;
      if (sizeBytes <= MOST_ATTACHMENT_BYTES) done(null, chunk);
      else done(tooLarge(name));
    },
  });
}

async function judge(partPath: string, name: string): Promise<ReceivedFile> {
  const content = await readFile(partPath);
  if (content.length === 0) throw refuse('empty_file', `The file ${name} is empty.`);
  const type = attachmentTypeOf(content);
  if (type === null) {
    const message = `${name} is no PDF, no PNG, JPEG, WebP or HEIC picture and no plain text by its content; nothing else is kept, whatever its name.`;
    throw refuse('attachment_type', message);
  }
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { partPath, name, type, sha256, sizeBytes: content.length };
}

function tooLarge(name: string): DomainError {
  const message = `The file ${name} is larger than ${MOST_ATTACHMENT_BYTES / 1_000_000} MB, the most that is kept.`;
  const details = { limitBytes: MOST_ATTACHMENT_BYTES };
  return new DomainError({ code: 'too_large', reason: 'attachment_too_large', message, details });
}

export function tooMany(): DomainError {
  return refuse('too_many_attachments', `A transaction has at most ${MOST_ATTACHMENTS} attachments.`);
}

function refuse(reason: string, message: string): DomainError {
  return new DomainError({ code: 'invalid', reason, message });
}
