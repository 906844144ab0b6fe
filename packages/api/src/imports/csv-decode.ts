import type { FileEncoding } from '@steward/core/imports';
import iconv from 'iconv-lite';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

const HEAD_BYTES = 64 * 1024;

/** By its byte order mark, the zeros of UTF-16, and whether every byte of the file is valid UTF-8. */
export async function detectEncoding(path: string): Promise<FileEncoding> {
  const head = await readHead(path);
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
  return (await isUtf8(path)) ? 'utf-8' : 'windows-1252';
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(path)) decoder.decode(chunk as Buffer, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** The file as UTF-8 without its byte order mark, from byte `skip` of that text on. */
export async function* decodeFile(path: string, encoding: FileEncoding, skip = 0): AsyncGenerator<Buffer> {
  const decoder = iconv.getDecoder(encoding);
  let left = skip;
  const trim = (text: string | undefined): Buffer => {
    // The database would hand a text back cut off at U+0000.
    const bytes = Buffer.from((text ?? '').replaceAll('\0', '\ufffd'), 'utf8');
    const cut = Math.min(left, bytes.length);
    left -= cut;
    return bytes.subarray(cut);
  };
  let isFirst = true;
  for await (const chunk of createReadStream(path)) {
    let text = decoder.write(chunk as Buffer);
    if (isFirst && text !== '') {
      isFirst = false;
      text = text.replace(/^\uFEFF/, '');
    }
    const bytes = trim(text);
    if (bytes.length > 0) yield bytes;
  }
  const rest = trim(decoder.end());
  if (rest.length > 0) yield rest;
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
