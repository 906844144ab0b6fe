import { DomainError } from '@steward/core/errors';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The secret that signs session cookies: made once, kept in the data folder, readable by its owner only.
 *
 * @throws DomainError `secret_unusable` when the file exists but holds no secret.
 */
export function readOrCreateSecret(dataFolder: string): string {
  const path = join(dataFolder, 'secret');
  try {
    // wx: of two processes that start together one makes it, the other reads it.
    writeFileSync(path, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!isAlreadyThere(error)) throw error;
  }
  const secret = readFileSync(path, 'utf8').trim();
  if (secret.length < 32) {
    const message = `${path} holds no secret of at least 32 characters; restore it, or delete it (all sessions then end).`;
    throw new DomainError({ code: 'invalid', reason: 'secret_unusable', message });
  }
  return secret;
}

function isAlreadyThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
