import { looksLikeMt940, looksLikeQif, type StatementFormat } from '@steward/core/statements';
import iconv from 'iconv-lite';
import { detectUtf16 } from './decode-file.ts';

/** What the beginning of a file of each format looks like; the first that fits is it. */
const BEGINNINGS: readonly { format: StatementFormat; isFormat: (head: string) => boolean }[] = [
  { format: 'ofx', isFormat: isOfx },
  { format: 'camt', isFormat: isCamt },
  { format: 'mt940', isFormat: looksLikeMt940 },
  { format: 'qif', isFormat: looksLikeQif },
];

/** The format of a bank file by what stands at its beginning, whatever its name is; null where it is none of ours. */
export function detectStatementFormat(head: Uint8Array | string): StatementFormat | null {
  const text = decodeHead(head).replace(/^[\s\0\uFEFF\ufffd]+/, '');
  return BEGINNINGS.find(({ isFormat }) => isFormat(text))?.format ?? null;
}

/** The first bytes as text in which at least what is ASCII is right. */
export function decodeHead(head: Uint8Array | string): string {
  if (typeof head === 'string') return head;
  const text = iconv.decode(Buffer.from(head), detectUtf16(head) ?? 'latin1');
  return text.replace(/^(?:\u00ef\u00bb\u00bf|\uFEFF)/, '');
}

/** The header of OFX 1, or else the root element behind the declarations of OFX 2 or alone. */
function isOfx(head: string): boolean {
  return /^OFXHEADER\s*:/i.test(head) || (head.startsWith('<') && /<(?:\?OFX\s|OFX\s*>)/i.test(head));
}

/** The namespace of one of the messages, or its name where a bank leaves the namespace out. */
function isCamt(head: string): boolean {
  return head.startsWith('<') && /camt\.05[234]\.\d{3}|[<:]BkToCstmr(?:AcctRpt|Stmt|DbtCdtNtfctn)/.test(head);
}

/** Whether what calls itself XML is SGML: the first element that holds a value is not closed behind it. */
export function isSgml(head: string): boolean {
  if (!/<\?(?:xml|OFX)\s/i.test(head)) return true;
  const first = /<([\w.]+)>\s*[^<\s][^<]*<(\/?[\w.]+)/.exec(head);
  return first !== null && first[2] !== `/${first[1] ?? ''}`;
}
