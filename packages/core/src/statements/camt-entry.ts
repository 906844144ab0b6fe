import { createCamtId, type CamtIds } from './camt-ids.ts';
import { readOriginal } from './camt-original.ts';
import { readBatchTexts, readTexts } from './camt-texts.ts';
import { readCamtAmount, readCamtDate, type CamtAmount } from './camt-values.ts';
import { elementsAt, firstElementAt, textAt, type ElementNode } from './element-tree.ts';
import { fieldOf, readOrProblem, refuseField } from './read-field.ts';
import type { StatementEntry } from './statements.schema.ts';

/**
 * The entries of an `Ntry` of camt.052, camt.053 or camt.054 (ISO 20022, Cash Management; all versions).
 *
 * - **Amount**: `Amt` with the sign of `CdtDbtInd`. `RvslInd` changes no sign: of a reversal, `CdtDbtInd` is the direction
 *   of the reversal itself, and the parties are those of the payment that is reversed.
 * - **Status**: BOOK is a booking. PDNG, and FUTR of version 8, are pending. INFO is no booking, so that nothing is read
 *   of it.
 * - **Date**: `BookgDt`, or `ValDt` where it is missing, as written (`Dt` or `DtTm`). Neither: the entry cannot be read.
 * - **Batches**: an entry with several `TxDtls` whose amounts, each in the currency of the entry, add up to it, becomes an
 *   entry for each of them: a person looks for what they paid to whom, and the account's balance is the same. Where they do
 *   not add up (no amounts, another currency, a part left out), it stays one.
 * - **Payee and memo**: see `readTexts`. **Id**: see `createCamtId`. **Original amount**: see `readOriginal`.
 *
 * O(elements of the entry).
 */
export function readCamtEntries(group: ElementNode): StatementEntry[] {
  const status = readStatus(group);
  if (status === 'INFO') return [];
  const total = readCamtAmount(group);
  const valueDate = readCamtDate(group, ['ValDt/Dt', 'ValDt/DtTm']);
  const bookingDate = readCamtDate(group, ['BookgDt/Dt', 'BookgDt/DtTm']);
  const date = bookingDate ?? valueDate;
  if (date === null) refuseField(fieldOf(null, { name: 'BookgDt', group }), 'a date such as 2026-01-31');
  const dated = { date, valueDate, isPending: status !== 'BOOK', category: null, splits: [] };
  // Version 1 has them right below the entry.
  const details = [...elementsAt(group, 'NtryDtls/TxDtls'), ...elementsAt(group, 'TxDtls')];
  const ids = createCamtId(group, details);
  const parts = readParts(group, { details, total });
  if (parts === null) return [{ ...readWhole(group, { details, total, ids }), ...dated }];
  return parts.map(({ detail, amount }, index) => ({
    ...readPart(group, { detail, amount, externalId: ids.ofPart(index) }),
    ...dated,
    line: detail.line,
    splits: [],
  }));
}

function readStatus(group: ElementNode): string {
  const element = firstElementAt(group, ['Sts/Cd', 'Sts']);
  const field = fieldOf(element, { name: 'Sts', group });
  if (!['BOOK', 'PDNG', 'FUTR', 'INFO'].includes(field.text)) {
    refuseField({ ...field, name: 'Sts' }, 'BOOK, PDNG, FUTR or INFO');
  }
  return field.text;
}

type Described = Omit<StatementEntry, 'date' | 'valueDate' | 'isPending' | 'category' | 'splits'>;

function readWhole(
  group: ElementNode,
  { details, total, ids }: { details: ElementNode[]; total: CamtAmount; ids: CamtIds },
): Described {
  const [detail = null] = details;
  if (details.length <= 1) return readPart(group, { detail, amount: total, externalId: ids.ofEntry });
  const { payee, memo } = readBatchTexts(group, details);
  return { line: group.line, ...total, original: null, payee, memo, externalId: ids.ofEntry };
}

function readPart(
  group: ElementNode,
  part: { detail: ElementNode | null; amount: CamtAmount; externalId: string | null },
): Described {
  const { detail, amount, externalId } = part;
  const { payee, memo } = readTexts(group, detail);
  const original = readOriginal(amount, detail ? [detail, group] : [group]);
  return { line: group.line, ...amount, original, payee, memo, externalId };
}

interface Part {
  detail: ElementNode;
  amount: CamtAmount;
}

/** The parts of a batch with their amounts; null where they are not the whole entry. */
function readParts(
  group: ElementNode,
  { details, total }: { details: ElementNode[]; total: CamtAmount },
): Part[] | null {
  if (details.length < 2) return null;
  const parts: Part[] = [];
  let sum = 0n;
  for (const detail of details) {
    const amount = readOrProblem(() => readPartAmount(group, detail)).value;
    if (amount?.currency !== total.currency) return null;
    sum += BigInt(amount.amountMinor);
    parts.push({ detail, amount });
  }
  return sum === BigInt(total.amountMinor) ? parts : null;
}

/** Up to version 2 a transaction has its amount in `AmtDtls` only; its direction is the entry's where it has none. */
function readPartAmount(group: ElementNode, detail: ElementNode): CamtAmount {
  const paths = ['AmtDtls/TxAmt', 'AmtDtls/InstdAmt'];
  const holder = textAt(detail, 'Amt') === '' ? (firstElementAt(detail, paths) ?? detail) : detail;
  const direction = firstElementAt(detail, ['CdtDbtInd']) ?? firstElementAt(group, ['CdtDbtInd']);
  const children = [...elementsAt(holder, 'Amt'), ...(direction ? [direction] : [])];
  return readCamtAmount({ ...holder, children });
}
