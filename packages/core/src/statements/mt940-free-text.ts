import { collapse } from './statement-text.ts';

interface FreeTexts {
  payee: string;
  memo: string;
}

/** Where a bank writes the other side, in text without codes; tried in this order. Spaces count, so before collapsing. */
const PAYEES: readonly RegExp[] = [
  // ABN AMRO: card payments, giro transfers, transfers between banks.
  /^(?:BEA|GEA) {1,9}NR:\S{1,20} {1,9}[\d.]{8}\/[\d.]{5} {1,9}(\S.{0,80}?),PAS\d/u,
  /^GIRO {1,9}\d{1,12} (\S.{0,80}?)(?: {2}|$)/u,
  /^\d{1,3}(?:\.\d{2,3}){3} {2,40}(\S.{0,80}?)(?: {2}|$)/u,
  // Knab.
  /\/NAAM: (\S.*)$/u,
  // mBank: from, to; the address follows after two spaces.
  /; (?:OD|DLA): (\S.{0,200}?)(?: {2}|;|$)/u,
  // PostFinance: name and address, then the bank's number of the order.
  /(?:AUFTRAGGEBER|EMPFÄNGER|BEGÜNSTIGTER): (\S.{0,200}?)(?: \d{6}CH\d{8}| MITTEILUNGEN:|$)/u,
];
/** Where a bank writes what the payment is for. */
const MEMOS: readonly RegExp[] = [
  / MITTEILUNGEN: (\S.*)$/u,
  /; TYT\.: ([^;]+)/u,
  /^(.+?) REK: \S{5,34}\/NAAM: /u,
];
/** Characters of a line of :86: (SWIFT, 6*65x). */
const FULL_LINE = 65;

/**
 * Reads free text. A line of 65 characters was cut and goes on without a space; a shorter one ends where it ends, so a
 * space follows.
 *
 * Payee: where one of the banks known here writes it, or, as at SNS and ASN, the name that :61: repeats behind the
 * account of the other side. Memo: the purpose of these banks, else the whole text.
 */
export function readFreeText(details: readonly (readonly string[])[], extraDetails: string): FreeTexts {
  const text = details.map(joinLines).join(' ').trim();
  const whole = collapse(text);
  const account = /^[A-Z0-9]{8,34} /u.exec(whole)?.[0] ?? '';
  if (account !== '' && extraDetails !== '' && whole.startsWith(account + extraDetails)) {
    return { payee: extraDetails, memo: whole.slice(account.length + extraDetails.length).trim() };
  }
  return { payee: firstMatch(PAYEES, text) ?? '', memo: firstMatch(MEMOS, text) ?? whole };
}

function firstMatch(patterns: readonly RegExp[], text: string): string | null {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[1];
    if (found !== undefined) return collapse(found);
  }
  return null;
}

function joinLines(lines: readonly string[]): string {
  let text = '';
  for (const line of lines) text += line + (line.length >= FULL_LINE ? '' : ' ');
  return text;
}
