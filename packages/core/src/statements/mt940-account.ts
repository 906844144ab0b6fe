import { exponentOf } from '../money/index.ts';
import type { StatementAccount } from './statements.schema.ts';

interface AccountField {
  account: StatementAccount;
  /** That some banks write behind the number. */
  currency: string | null;
}

/**
 * Reads field :25:, `[bank/]number[currency]`: an IBAN, `51210600/9223382012EUR`, `TRIODOSBANK/0390123456`.
 * The last three letters are a currency only where they do not belong to a valid IBAN (those of Mauritius end in MUR).
 */
export function readAccount(text: string): AccountField {
  const bare = text.trim();
  const slash = bare.indexOf('/');
  const bank = slash > 0 ? bare.slice(0, slash) : null;
  const number = bare.slice(slash + 1).trim();
  const ending = /\d ?([A-Z]{3})$/u.exec(number)?.[1];
  const hasCurrency = ending !== undefined && exponentOf(ending) !== null && !isIban(number);
  const ownNumber = hasCurrency ? number.slice(0, -3).trim() : number;
  return {
    account: { number: ownNumber === '' ? null : ownNumber, bank, kind: null, name: null },
    currency: hasCurrency ? ending : null,
  };
}

/** Whether the check digits are right: the number as digits, country behind, is 1 modulo 97 (ISO 13616, ISO 7064). */
function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/u.test(text)) return false;
  let rest = 0;
  for (const character of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
