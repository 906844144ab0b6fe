import { textAt, type ElementNode } from './element-tree.ts';

export interface CamtIds {
  ofEntry: string | null;
  ofPart: (index: number) => string | null;
}

/**
 * The bank's own id of an entry, and of each part of a batch.
 *
 * Unique within the account, and the same in every file that holds the entry, are by ISO 20022: `AcctSvcrRef` (given by the
 * bank that keeps the account, to the entry or to a transaction in it), `Refs/TxId` (given by the first bank for the whole
 * chain) and `Refs/UETR` (a UUID, likewise). The latter two name the payment: the money that comes back has them too, so
 * that the direction is put behind them. `EndToEndId`, `InstrId`, `MsgId` and `PmtInfId` are the payer's (NOTPROVIDED, or
 * one for a whole batch), `NtryRef` counts within one file: none of these is an id.
 *
 * An entry has the first of these that it or its only transaction holds. The parts of a batch have their own where all do
 * and all differ, else that of the entry with their number, else none.
 */
export function createCamtId(group: ElementNode, details: readonly ElementNode[]): CamtIds {
  const own = details.map((detail) => idOfTransaction(group, detail));
  const [only = null] = details.length === 1 ? own : [];
  const ofEntry = reference(group, 'AcctSvcrRef') ?? only;
  const areDistinct = own.every((id) => id !== null) && new Set(own).size === own.length;
  const ofPart = (index: number) => {
    if (areDistinct) return own[index] ?? null;
    return ofEntry === null ? null : `${ofEntry}/${index + 1}`;
  };
  return { ofEntry, ofPart };
}

function idOfTransaction(group: ElementNode, detail: ElementNode): string | null {
  const ofBank = reference(detail, 'Refs/AcctSvcrRef');
  if (ofBank !== null) return ofBank;
  const payment = reference(detail, 'Refs/TxId') ?? reference(detail, 'Refs/UETR');
  return payment === null ? null : `${payment}/${textAt(group, 'CdtDbtInd')}`;
}

/** What banks write where they have no reference. */
const NO_REFERENCE = /^(?:0+|-+|NONREF|NOTPROVIDED|NOT PROVIDED|NONE|N\/A)$/iu;

function reference(node: ElementNode, path: string): string | null {
  const text = textAt(node, path);
  return text === '' || NO_REFERENCE.test(text) ? null : text;
}
