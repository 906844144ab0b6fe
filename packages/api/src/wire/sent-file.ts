import { DomainError } from '@steward/core/errors';
import type { ReadableStream, ReadableStreamDefaultReader } from 'node:stream/web';

/**
 * The chunks of a body. Whoever stops early leaves the rest unread instead of breaking the connection off,
 * over which the sender is still to learn why.
 */
export async function* chunksOfBody(body: ReadableStream): AsyncGenerator<Uint8Array> {
  const reader = body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) yield chunk.value;
  } finally {
    reader.releaseLock();
  }
}

/** The name of a file as the header `x-file-name` has it: percent-encoded, or as it is. */
export function decodeFileName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** A refusal of our own as it is; whatever else ended the request early, as an upload that broke off. */
export function toUploadRefusal(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const message = 'The upload broke off; send it again.';
  return new DomainError({ code: 'invalid', reason: 'broken_upload', message, cause: error });
}
