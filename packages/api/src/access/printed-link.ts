import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Config } from '../config/index.ts';
import { ownOrigin } from './own-origin.ts';

/** A link that only whoever reads what the server prints has. */
export interface PrintedLink {
  link: string;
  opensWith(token: string): boolean;
}

/** A link to a page with a token of its own, which is kept nowhere but in this process. */
export function createPrintedLink(config: Config, page: string): PrintedLink {
  const token = randomBytes(24).toString('base64url');
  return {
    link: `${ownOrigin(config)}${page}?token=${token}`,
    opensWith: (given) => isSame(given, token),
  };
}

function isSame(given: string, token: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(token)];
  return left.length === right.length && timingSafeEqual(left, right);
}
