import type { PayeeDetail } from '@steward/core/payees';

type Mode = PayeeDetail['learnMode'];

/** What may become of a payee's transactions, in the words of the form. */
export const MODE_CHOICES: readonly (readonly [Mode, string])[] = [
  ['suggest', 'waits in Review, the default is suggested'],
  ['auto', 'gets the default by itself'],
  ['off', 'is never asked about, and not learned from'],
];

/** In a word, for lists. */
export const MODE_WORDS: Readonly<Record<Mode, string>> = {
  suggest: 'yes',
  auto: 'no, default',
  off: 'never',
};
