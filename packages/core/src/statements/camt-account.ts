import { exponentOf } from '../money/index.ts';
import { readCamtAmount, readCamtDate } from './camt-values.ts';
import { optionalTextAt, textAt, type ElementNode } from './element-tree.ts';
import type { StatementAccount, StatementBalance } from './statements.schema.ts';

/** Version 1 writes PrtryAcct, BBAN and UPIC; later ones Othr. */
const NUMBERS = ['Id/IBAN', 'Id/Othr/Id', 'Id/PrtryAcct/Id', 'Id/BBAN', 'Id/UPIC'];
const BANKS = ['BICFI', 'BIC', 'CmbndId/BIC', 'ClrSysMmbId/MmbId', 'Nm', 'NmAndAdr/Nm', 'CmbndId/Nm'];

/** The account of an `Acct`; its name, or else that of its owner. */
export function readCamtAccount(account: ElementNode): StatementAccount {
  return {
    number: optionalTextAt(account, ...NUMBERS),
    bank: optionalTextAt(account, ...BANKS.map((name) => `Svcr/FinInstnId/${name}`)),
    kind: optionalTextAt(account, 'Tp/Cd', 'Tp/Prtry'),
    name: optionalTextAt(account, 'Nm', 'Ownr/Nm', 'Ownr/Pty/Nm'),
  };
}

/** The currency that an account names, where it is one. */
export function readAccountCurrency(account: ElementNode): string | null {
  const code = textAt(account, 'Ccy').toUpperCase();
  return exponentOf(code) === null ? null : code;
}

/** Balance types of ISO 20022 (ExternalBalanceType1Code) that say what we ask. */
const KINDS: Readonly<Record<string, StatementBalance['kind']>> = {
  ...{ OPBD: 'opening', PRCD: 'opening', CLBD: 'closing', ITBD: 'interim' },
  ...{ CLAV: 'available', ITAV: 'available', FWAV: 'forward' },
};

export interface CamtBalance {
  code: string;
  balance: StatementBalance;
}

/** A `Bal` with its code; a debit is below zero. */
export function readCamtBalance(group: ElementNode): CamtBalance {
  const code = textAt(group, 'Tp/CdOrPrtry/Cd', 'Tp/CdOrPrtry/Prtry', 'Tp/Cd', 'Tp/Prtry');
  const { amountMinor, currency } = readCamtAmount(group);
  const date = readCamtDate(group, ['Dt/Dt', 'Dt/DtTm']);
  return { code, balance: { kind: KINDS[code] ?? 'other', date, amountMinor, currency } };
}

/**
 * The balances of a statement. The previous closing balance (PRCD) stands in for the opening one (OPBD) where there is
 * none, and is another one where there is.
 */
export function sortCamtBalances(balances: readonly CamtBalance[]): StatementBalance[] {
  const hasOpening = balances.some(({ code }) => code === 'OPBD');
  return balances.map(({ code, balance }) =>
    code === 'PRCD' && hasOpening ? { ...balance, kind: 'other' } : balance,
  );
}
