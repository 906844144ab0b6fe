import { isDebit } from './camt-values.ts';
import { elementsAt, textAt, textOf, type ElementNode } from './element-tree.ts';

export interface CamtTexts {
  payee: string;
  memo: string;
}

/**
 * Who was on the other side, and what for.
 *
 * The payee of money out is the creditor, of money in the debtor; of a reversal the other way round, since it keeps the
 * parties of the payment that it takes back. The ultimate party is named before the one in between. Empty where the file
 * names none: the party of one's own side is oneself.
 *
 * The memo is the remittance information: all lines of `Ustrd`, the references and remarks of `Strd`, with a blank between
 * them; without any, `AddtlTxInf`, or else `AddtlNtryInf`.
 */
export function readTexts(group: ElementNode, detail: ElementNode | null): CamtTexts {
  const additional = textAt(group, 'AddtlNtryInf');
  if (detail === null) return { payee: '', memo: additional };
  const memo = readRemittance(detail) || textAt(detail, 'AddtlTxInf') || additional;
  return { payee: readParty(group, detail), memo };
}

const MAX_BATCH_MEMO = 500;

/**
 * A batch that stays one entry has the payee that all its transactions have, if they do, and the memo of the entry; without
 * one, the remittance information of its transactions as far as it fits into 500 characters, or the id of the order.
 */
export function readBatchTexts(group: ElementNode, details: readonly ElementNode[]): CamtTexts {
  const payees = new Set(details.map((detail) => readParty(group, detail)));
  const [payee = ''] = payees.size === 1 ? payees : [];
  const additional = textAt(group, 'AddtlNtryInf');
  const order = textAt(group, 'NtryDtls/Btch/PmtInfId', 'Btch/PmtInfId');
  return { payee, memo: additional || joinRemittances(details) || order };
}

function joinRemittances(details: readonly ElementNode[]): string {
  let memo = '';
  for (const text of new Set(details.map(readRemittance))) {
    const longer = memo === '' ? text : `${memo}; ${text}`;
    if (longer.length > MAX_BATCH_MEMO) break;
    memo = text === '' ? memo : longer;
  }
  return memo;
}

function readParty(group: ElementNode, detail: ElementNode): string {
  const isReversal = ['true', '1'].includes(textAt(group, 'RvslInd'));
  const side = isDebit(group) !== isReversal ? 'Cdtr' : 'Dbtr';
  // Since version 8 a party is a person or firm (Pty) or a bank (Agt).
  const paths = [`Ultmt${side}`, side].flatMap((party) => [
    `${party}/Nm`,
    `${party}/Pty/Nm`,
    `${party}/Agt/FinInstnId/Nm`,
  ]);
  return textAt(detail, ...[...paths, `${side}Acct/Nm`].map((path) => `RltdPties/${path}`));
}

function readRemittance(detail: ElementNode): string {
  const paths = ['Ustrd', 'Strd/CdtrRefInf/Ref', 'Strd/CdtrRefInf/CdtrRef', 'Strd/AddtlRmtInf'];
  const texts = paths.flatMap((path) => elementsAt(detail, `RmtInf/${path}`).map(textOf));
  return texts.filter((text) => text !== '').join(' ');
}
