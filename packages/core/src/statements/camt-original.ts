import { readUnsignedAmount, type CamtAmount } from './camt-values.ts';
import { elementsAt, textAt, type ElementNode } from './element-tree.ts';
import { negate } from './read-field.ts';
import type { StatementEntry } from './statements.schema.ts';

const AMOUNTS = ['InstdAmt', 'TxAmt', 'CntrValAmt'];

/**
 * What was paid in another currency: the first of `InstdAmt`, `TxAmt` and `CntrValAmt` that is not in the currency of the
 * entry, with its sign and the first `XchgRate` beside them as the file writes it. The rate is that of its own `SrcCcy` and
 * `TrgtCcy`, which may be neither of the two. null where everything is in one currency, or 0 stands in for an amount.
 */
export function readOriginal(entry: CamtAmount, holders: readonly ElementNode[]): StatementEntry['original'] {
  for (const holder of holders) {
    for (const name of AMOUNTS) {
      for (const element of elementsAt(holder, `AmtDtls/${name}`)) {
        if (textAt(element, 'Amt') === '') continue;
        const { amountMinor, currency } = readUnsignedAmount(element);
        if (currency === entry.currency || amountMinor === 0) continue;
        const signed = entry.amountMinor < 0 ? negate(amountMinor) : amountMinor;
        return { amountMinor: signed, currency, rate: readRate(holder) };
      }
    }
  }
  return null;
}

function readRate(holder: ElementNode): string | null {
  return textAt(holder, ...AMOUNTS.map((name) => `AmtDtls/${name}/CcyXchg/XchgRate`)) || null;
}
