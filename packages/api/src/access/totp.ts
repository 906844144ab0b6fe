import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const STEP_MS = 30_000;
const SECRET_BYTES = 20;
/** A clock may be this many steps off. */
const STEPS_OFF = 1;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** A new secret for an authenticator app: 160 random bits, in base32. */
export function createTotpSecret(): string {
  return base32(randomBytes(SECRET_BYTES)).toUpperCase();
}

/** What an authenticator app reads out of the QR code. */
export function totpUri(secret: string, email: string): string {
  const label = `Steward:${encodeURIComponent(email)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=Steward&algorithm=SHA1&digits=6&period=30`;
}

/**
 * The step whose code this is: the one of now, or the one before or after it; null when it is none of them.
 * Compares in constant time. Time-based one-time passwords by RFC 6238, SHA-1, six digits, 30 seconds.
 */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  const present = Math.floor(now.getTime() / STEP_MS);
  let found: number | null = null;
  for (let step = present - STEPS_OFF; step <= present + STEPS_OFF; step++) {
    if (isSame(code, codeOf(secret, step))) found = step;
  }
  return found;
}

/** RFC 4226, section 5.3. */
function codeOf(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', bytesOf(secret)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

function isSame(given: string, code: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(code)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** RFC 4648 without padding, in lower case. */
export function base32(bytes: Uint8Array): string {
  let [text, buffer, bits] = ['', 0, 0];
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xffff;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += ALPHABET.charAt((buffer >> (bits - 5)) & 31);
  }
  return bits > 0 ? text + ALPHABET.charAt((buffer << (5 - bits)) & 31) : text;
}

function bytesOf(secret: string): Buffer {
  const bytes: number[] = [];
  let [buffer, bits] = [0, 0];
  for (const letter of secret.toLowerCase()) {
    buffer = ((buffer << 5) | ALPHABET.indexOf(letter)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((buffer >> bits) & 0xff);
  }
  return Buffer.from(bytes);
}
