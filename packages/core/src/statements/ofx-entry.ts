import type { CurrencyCode } from '../money/index.ts';
import { optionalTextAt, textAt, type ElementNode } from './element-tree.ts';
import { readOfxMoney } from './ofx-original.ts';
import { readOfxDate } from './ofx-values.ts';
import { fieldOf, refuseField } from './read-field.ts';
import type { StatementEntry } from './statements.schema.ts';

interface EntryContext {
  /** CURDEF; null where the statement leaves it empty. */
  accountCurrency: CurrencyCode | null;
  defaultCurrency: string;
}

/**
 * The entry of a `STMTTRN` (a booking) or a `STMTTRNP` (pending, with DTTRAN and without an id).
 *
 * - **Amount**: TRNAMT with its own sign; TRNTYPE changes nothing.
 * - **Payee**: NAME, or PAYEE/NAME, or EXTDNAME. **Memo**: MEMO, and behind it the number of a check (`#319`) where
 *   neither names it: it is what a person finds on the stub. REFNUM is of use to the bank alone and is left out.
 * - **Id**: FITID, which OFX has unique within the account (11.4.4). Banks that leave it empty give none.
 * - **Value date**: DTAVAIL, or VALUEDATE, which some banks add.
 */
export function readOfxEntry(group: ElementNode, context: EntryContext): StatementEntry {
  const isPending = group.name === 'STMTTRNP';
  const dateName = isPending ? 'DTTRAN' : 'DTPOSTED';
  const date = readOfxDate(group, dateName);
  if (date === null) refuseField(fieldOf(null, { name: dateName, group }), 'a date such as 20260131');
  const payee = textAt(group, 'NAME', 'PAYEE/NAME', 'EXTDNAME');
  return {
    line: group.line,
    date,
    valueDate: readOfxDate(group, 'DTAVAIL', 'VALUEDATE'),
    ...readOfxMoney(group, context.accountCurrency, context.defaultCurrency),
    payee,
    memo: readMemo(group, payee),
    externalId: optionalTextAt(group, 'FITID'),
    isPending,
    category: null,
    splits: [],
  };
}

function readMemo(group: ElementNode, payee: string): string {
  const memo = textAt(group, 'MEMO');
  const check = textAt(group, 'CHECKNUM').replace(/^0+/, '');
  if (check === '' || payee.includes(check) || memo.includes(check)) return memo;
  return [memo, `#${check}`].filter((text) => text !== '').join(' ');
}
