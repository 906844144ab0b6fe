import { DomainError } from '@steward/core/errors';
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Keeps short texts unreadable for whoever has the database but not the secret. */
export interface Sealing {
  seal(text: string): string;
  /** @throws DomainError `sealed_elsewhere` for what none of the secrets has sealed. */
  open(sealed: string): string;
}

/** Seals with the first secret, and opens what any of them has sealed. */
export function createSealing(secrets: readonly [string, ...string[]]): Sealing {
  const keys = secrets.map(
    (secret) => new Uint8Array(hkdfSync('sha256', secret, '', 'steward two-factor', 32)),
  );
  return {
    seal: (text) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, keys[0] ?? '', iv);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
    },
    open: (sealed) => {
      for (const key of keys) {
        const text = openWith(key, Buffer.from(sealed, 'base64url'));
        if (text !== null) return text;
      }
      const message =
        'The second factor cannot be read: the secret of the data folder is another one than when it was set up.';
      throw new DomainError({ code: 'unavailable', reason: 'sealed_elsewhere', message });
    },
  };
}

function openWith(key: Uint8Array, sealed: Buffer): string | null {
  try {
    const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, IV_BYTES));
    decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString(
      'utf8',
    );
  } catch {
    // Not sealed by this one.
    return null;
  }
}
