import { DomainError } from '@steward/core/errors';

/** Read when the first password is chosen: tens of thousands of words, the commonest first. */
let common: Promise<ReadonlySet<string>> | null = null;

async function readCommon(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set((dictionary['passwords-common'] as readonly string[]).map((word) => word.toLowerCase()));
}

/** Digits and marks before and after a word are the first that a guesser tries. */
const ORNAMENT = /^[\d\W_]+|[\d\W_]+$/g;

interface Chosen {
  password: string;
  email: string;
  name: string;
}

/**
 * Refuses a password that is guessed early: one of the lists of leaked ones, with digits and marks around it or twice
 * in a row, or the name or email address of its person.
 *
 * @throws DomainError `password_common`.
 */
export async function refuseCommonPassword({ password, email, name }: Chosen): Promise<void> {
  common ??= readCommon();
  const words = await common;
  const plain = password.toLowerCase();
  const bare = plain.replace(ORNAMENT, '');
  const own = [email.toLowerCase(), email.split('@')[0]?.toLowerCase(), name.toLowerCase()];
  const isGuessed = [plain, bare].some((one) => [one, halfOf(one)].some((text) => words.has(text)));
  if (!isGuessed && !own.includes(plain) && !own.includes(bare)) return;
  const message =
    'This password is among the first that are guessed: choose another, such as four words that have nothing to do with each other.';
  throw new DomainError({ code: 'invalid', reason: 'password_common', message });
}

/** Of a text that is one word twice the word, else the text. */
function halfOf(text: string): string {
  const half = text.slice(0, text.length / 2);
  return half + half === text ? half : text;
}
