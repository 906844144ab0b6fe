import type { AttachmentType } from './attachments.schema.ts';

const bytesOf = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0));

interface Signature {
  type: AttachmentType;
  /** Where each run of bytes stands. */
  parts: readonly { at: number; bytes: readonly number[] }[];
}

/** How such files begin: ISO 32000, RFC 2083, ITU T.81, RFC 9649 and ISO 23008-12. */
const SIGNATURES: readonly Signature[] = [
  { type: 'application/pdf', parts: [{ at: 0, bytes: bytesOf('%PDF-') }] },
  { type: 'image/png', parts: [{ at: 0, bytes: [0x89, ...bytesOf('PNG\r\n'), 0x1a, 0x0a] }] },
  { type: 'image/jpeg', parts: [{ at: 0, bytes: [0xff, 0xd8, 0xff] }] },
  {
    type: 'image/webp',
    parts: [
      { at: 0, bytes: bytesOf('RIFF') },
      { at: 8, bytes: bytesOf('WEBP') },
    ],
  },
  ...['heic', 'heix', 'heim', 'heis', 'mif1'].map((brand): Signature => {
    return { type: 'image/heic', parts: [{ at: 4, bytes: bytesOf(`ftyp${brand}`) }] };
  }),
];

/** What a browser takes for a page or a picture with scripts, wherever it stands in a text. */
const MARKUP =
  /^\s*<|<(!doctype|\?xml|html|head|body|script|style|svg|iframe|object|embed|form|img|a|table|div|link|meta|title)[\s/>]/iu;

/**
 * What a file is, by its content alone; null for what is none of those that are taken. Text is UTF-8 without control
 * characters and without anything that a browser could take for a page: HTML and SVG are refused under any name.
 */
export function attachmentTypeOf(content: Uint8Array): AttachmentType | null {
  const known = SIGNATURES.find(({ parts }) =>
    parts.every(({ at, bytes }) => bytes.every((byte, index) => content[at + index] === byte)),
  );
  return known?.type ?? (isPlainText(content) ? 'text/plain' : null);
}

function isPlainText(content: Uint8Array): boolean {
  if (content.includes(0)) return false;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return !/[^\P{Cc}\t\n\r\f]/u.test(text) && !MARKUP.test(text);
  } catch {
    return false;
  }
}
