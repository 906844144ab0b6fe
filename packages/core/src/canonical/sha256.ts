import { hash } from 'node:crypto';

/** SHA-256 of the parts one after the other (text as UTF-8), in lower-case hex. */
export function sha256Hex(...parts: string[]): string {
  return hash('sha256', parts.join(''), 'hex');
}
