import { DomainError } from '@steward/core/errors';
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LEAST_LENGTH = 32;

const pathIn = (dataFolder: string) => join(dataFolder, 'secret');

/**
 * The secrets that sign session cookies and seal second factors, the newest first: one a line of a file in the data
 * folder, made once, readable by its owner only. There is more than one only while they are rotated.
 *
 * @throws DomainError `secret_unusable` when the file exists but holds no secret.
 */
export function readOrCreateSecrets(dataFolder: string): [string, ...string[]] {
  const path = pathIn(dataFolder);
  try {
    // wx: of two processes that start together one makes it, the other reads it.
    writeFileSync(path, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!isAlreadyThere(error)) throw error;
  }
  const lines = readFileSync(path, 'utf8').split('\n');
  const [newest, ...older] = lines.map((line) => line.trim()).filter((line) => line !== '');
  if (newest === undefined || [newest, ...older].some((secret) => secret.length < LEAST_LENGTH)) {
    const message = `${path} holds no secret of at least 32 characters a line; restore it, or delete it (all sessions and second factors then end).`;
    throw new DomainError({ code: 'invalid', reason: 'secret_unusable', message });
  }
  return [newest, ...older];
}

/** Forgets the older secrets, once nothing needs them any more. */
export function keepNewestSecret(dataFolder: string, newest: string): void {
  const path = pathIn(dataFolder);
  writeFileSync(`${path}.new`, newest, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

function isAlreadyThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
