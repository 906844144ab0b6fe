import type { FileEncoding } from '@steward/core/imports';
import iconv from 'iconv-lite';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

/** A file by its path, or what is in it. */
export type FileSource = string | Uint8Array;

const HEAD_BYTES = 64 * 1024;

/** By its byte order mark, the zeros of UTF-16, and whether every byte of the file is valid UTF-8. */
export async function detectEncoding(source: FileSource): Promise<FileEncoding> {
  const wide = detectUtf16(await readHead(source));
  if (wide !== null) return wide;
  return (await isUtf8(source)) ? 'utf-8' : 'windows-1252';
}

/** Whether the first bytes of a file are UTF-16, and which. */
export function detectUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  head.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  // Latin letters in UTF-16 have a zero byte each; four in ten leave room for names in other scripts.
  if (odd > head.length * 0.2) return 'utf-16le';
  if (even > head.length * 0.2) return 'utf-16be';
  return null;
}

/** The first 64 KiB of a file. */
export async function readHead(source: FileSource): Promise<Uint8Array> {
  if (typeof source !== 'string') return source.subarray(0, HEAD_BYTES);
  const file = await open(source);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function* chunksOf(source: FileSource): AsyncGenerator<Buffer> {
  if (typeof source === 'string') {
    for await (const chunk of createReadStream(source)) yield chunk as Buffer;
    return;
  }
  for (let start = 0; start < source.length; start += HEAD_BYTES) {
    yield Buffer.from(source.subarray(start, start + HEAD_BYTES));
  }
}

async function isUtf8(source: FileSource): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of chunksOf(source)) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** The file as text without its byte order mark, piece by piece; `encoding` is one that iconv-lite has. */
export async function* decodeText(source: FileSource, encoding: string): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding);
  let isFirst = true;
  // The database would hand a text back cut off at U+0000.
  const clean = (text: string | undefined) => (text ?? '').replaceAll('\0', '\ufffd');
  for await (const chunk of chunksOf(source)) {
    let text = clean(decoder.write(chunk));
    if (text === '') continue;
    if (isFirst) text = text.replace(/^\uFEFF/, '');
    isFirst = false;
    if (text !== '') yield text;
  }
  const rest = clean(decoder.end());
  if (rest !== '') yield rest;
}

/** The file as UTF-8 without its byte order mark, from byte `skip` of that text on. */
export async function* decodeFile(path: string, encoding: FileEncoding, skip = 0): AsyncGenerator<Buffer> {
  let left = skip;
  for await (const text of decodeText(path, encoding)) {
    const bytes = Buffer.from(text, 'utf8');
    const cut = Math.min(left, bytes.length);
    left -= cut;
    if (cut < bytes.length) yield bytes.subarray(cut);
  }
}

/** The first `characters` of a file as text. */
export async function readStart(path: string, encoding: FileEncoding, characters: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of decodeFile(path, encoding)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= characters) break;
  }
  return Buffer.concat(chunks).toString('utf8').slice(0, characters);
}
