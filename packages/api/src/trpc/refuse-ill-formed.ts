import { DomainError } from '@steward/core/errors';

/**
 * Refuses text that would not come back from the database as it went in: with the character U+0000, where it would be
 * cut off, or with half of a surrogate pair, which would become another character.
 *
 * @throws DomainError `input` naming the field.
 */
export function refuseIllFormed(input: unknown): void {
  const path = findIllFormed(input);
  if (path === null) return;
  const field = path.join('.');
  const message = 'is no well-formed text: it has the character U+0000 or half of a surrogate pair';
  throw new DomainError({
    ...{
      code: 'invalid',
      reason: 'input',
      message: `${field === '' ? 'The input' : `${field}:`} ${message}.`,
    },
    details: { issues: [{ path: field, message }] },
  });
}

/** Inputs are flatter than this; what is deeper is left to their schemas, which refuse it. */
const DEEPEST = 12;

/** Where a text, or the name of a member, is ill-formed. */
function findIllFormed(value: unknown, depth = 0): string[] | null {
  if (typeof value === 'string') return isWellFormed(value) ? null : [];
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return null;
  for (const [key, member] of Object.entries(value)) {
    if (!isWellFormed(key)) return [key.replaceAll('\0', '\ufffd').toWellFormed()];
    const inside = findIllFormed(member, depth + 1);
    if (inside) return [key, ...inside];
  }
  return null;
}

function isWellFormed(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
