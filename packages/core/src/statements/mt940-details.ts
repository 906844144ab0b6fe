import { readFreeText } from './mt940-free-text.ts';
import { collapse } from './statement-text.ts';

/** Who and what for, as far as the bank writes it. */
export interface EntryTexts {
  payee: string;
  memo: string;
}

export interface TextSources {
  /** The lines of each :86: of the entry; Rabobank writes several. */
  details: readonly (readonly string[])[];
  /** The lines of its :NS:. */
  nonSwift: readonly string[];
  /** What :61: has behind and below. */
  name: string;
  extraDetails: string;
  customerReference: string;
}

const CODED = /^\s*\d{3}([?>~^<|!])(?=\d{2})/u;
const CODE = /^(?:00|10|[236]\d|70|71)$/u;
const SLASH_CODES =
  /\/(ADDR|BENM|BIC|CNTP|CSID|EREF|EXCH|IBAN|ID|ISDT|MARF|NAME|NRTX|OCMT|ORDP|PREF|PURP|REMI|RREF|RTRN|SVCL|TRCD|TRTP|TYPE|ULTB|ULTC|ULTD)\//u;
const SEPA_TAG = /(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC|BREF|RREF|PREF)\+|(MTLG):/u;
const PLACEHOLDERS = new Set([
  ...['', 'NONREF', 'NOREF', 'NOTPROVIDED', 'NONE', 'KREF+', 'EREF', 'PREF', 'MARF'],
]);
const FULL_SUBFIELD = 27;

/**
 * Reads payee and memo of an entry by the dialect that its text is written in:
 *
 * - `:NS:` with two-digit codes (Sberbank, MultiCash): payee 15 and 16, memo 01 to 14;
 * - three digits and coded fields, `166?00…?20…?32…` (Germany, Austria, Poland; `>20` at Triodos, also `~20` `^20`):
 *   see {@link readCoded};
 * - slash codes, `/NAME/…/REMI/…` (the Netherlands): see {@link readSlashCodes};
 * - free text, with the habits of ABN AMRO, Knab, mBank, PostFinance, SNS and ASN: see {@link readFreeText}.
 *
 * Where that leaves both empty, the memo is what stands below the line of the entry, or its reference.
 */
export function readTexts(sources: TextSources): EntryTexts {
  const texts = readByDialect(sources);
  const payee = texts.payee === '' ? sources.name : texts.payee;
  if (payee !== '' || texts.memo !== '') return { payee, memo: texts.memo };
  const { extraDetails, customerReference } = sources;
  const reference = isPlaceholder(customerReference) ? '' : customerReference;
  return { payee, memo: extraDetails === '' ? reference : extraDetails };
}

/** Whether a reference is what banks write where there is none. */
export function isPlaceholder(reference: string): boolean {
  return PLACEHOLDERS.has(reference.toUpperCase());
}

function readByDialect(sources: TextSources): EntryTexts {
  const { details, nonSwift } = sources;
  if (nonSwift.length > 0) return readNonSwift(nonSwift);
  const text = details[0]?.join('') ?? '';
  const separator = CODED.exec(text)?.[1];
  if (separator !== undefined) return readCoded(text.trimStart().slice(3), separator);
  if (text.trimStart().search(SLASH_CODES) === 0) return readSlashCodes(text);
  return readFreeText(details, sources.extraDetails);
}

function readNonSwift(lines: readonly string[]): EntryTexts {
  const fields = lines.map((line) => ({ code: Number(line.slice(0, 2)), text: line.slice(2) }));
  const between = (from: number, to: number) =>
    fields.filter(({ code }) => code >= from && code <= to).map(({ text }) => text);
  return { payee: joinSubfields(between(15, 16)), memo: collapse(between(1, 14).join(' ')) };
}

/**
 * Coded fields: business transaction code, then `?00` posting text, `?10` journal number, `?20` to `?29` and `?60` to
 * `?63` purpose, `?30` `?31` bank and account of the other side, `?32` `?33` its name (Deutsche Kreditwirtschaft,
 * Anlage 3 der Schnittstellenspezifikation, chapter 8.2.6). The lines are cut anywhere, so they are put together without
 * a space.
 *
 * Payee: the name, else the posting text. Memo: the purpose, else the posting text. A purpose with SEPA tags is one
 * running text; of it the memo has SVWZ+, what stands outside of tags, the bank's MTLG: and other parties (ABWA+,
 * ABWE+), or the references where there is nothing else.
 */
function readCoded(text: string, separator: string): EntryTexts {
  const fields = new Map<string, string>();
  let last: string | null = null;
  for (const part of text.split(separator).slice(1)) {
    const code = part.slice(0, 2);
    // A separator without two digits behind it, or a code out of the lists, is a character of the text.
    if (CODE.test(code)) {
      fields.set(code, (fields.get(code) ?? '') + part.slice(2));
      last = code;
    } else if (last !== null) fields.set(last, (fields.get(last) ?? '') + separator + part);
  }
  const among = (codes: RegExp) => [...fields].filter(([code]) => codes.test(code)).map(([, value]) => value);
  const posting = collapse(fields.get('00') ?? '');
  const payee = joinSubfields(among(/^3[23]$/u));
  const memo = readPurpose(among(/^(?:2\d|6[0-3])$/u));
  return { payee: payee === '' ? posting : payee, memo: memo === '' ? posting : memo };
}

function readPurpose(subfields: readonly string[]): string {
  const running = subfields.join('');
  if (!SEPA_TAG.test(running)) return joinSubfields(subfields);
  const parts = running.split(SEPA_TAG);
  const tagged = new Map<string, string>([['', collapse(parts[0] ?? '')]]);
  // Text, name of the one group, name of the other, text, …
  for (let index = 1; index + 2 < parts.length; index += 3) {
    const tag = parts[index] ?? parts[index + 1] ?? '';
    tagged.set(tag, collapse(`${tagged.get(tag) ?? ''} ${parts[index + 2] ?? ''}`));
  }
  const pick = (tags: readonly string[]) => collapse(tags.map((tag) => tagged.get(tag) ?? '').join(' '));
  const purpose = pick(['SVWZ', '', 'MTLG', 'ABWA', 'ABWE']);
  return purpose === '' ? pick(['EREF', 'KREF', 'MREF']) : purpose;
}

/** A field of 27 characters was cut; a shorter one ends where the sender ended it. */
function joinSubfields(subfields: readonly string[]): string {
  let text = '';
  for (const subfield of subfields) text += subfield + (subfield.length >= FULL_SUBFIELD ? '' : ' ');
  return collapse(text);
}

/**
 * Slash codes. Payee: /NAME/, else the third part of /CNTP/ (account, BIC, name). Memo: /REMI/ without the marks of
 * structure, else the reference of the sender.
 */
function readSlashCodes(text: string): EntryTexts {
  const parts = text.split(SLASH_CODES);
  const values = new Map<string, string>();
  for (let index = 1; index + 1 < parts.length; index += 2) {
    const value = collapse(parts[index + 1] ?? '').replace(/^\/|\/$/gu, '');
    const code = parts[index] ?? '';
    if (!values.has(code)) values.set(code, value);
  }
  const payee = values.get('NAME') ?? values.get('CNTP')?.split('/')[2] ?? '';
  const remittance = (values.get('REMI') ?? '').replace(/^(?:USTD|STRD\/CUR)\/{1,2}/u, '');
  const reference = values.get('EREF') ?? '';
  const memo = remittance !== '' || isPlaceholder(reference) ? remittance : reference;
  return { payee: collapse(payee), memo: collapse(memo) };
}
