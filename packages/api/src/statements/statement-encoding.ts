import iconv from 'iconv-lite';
import { detectEncoding, type FileSource } from './decode-file.ts';

/** Encodings of text that are worth believing; iconv-lite also has base64 and the like. */
const TEXT_ENCODING =
  /^(?:iso-?8859-?\d+|windows-?\d+|cp\d+|latin\d+|koi8-\w|macintosh|shift_jis|euc-\w+|gb\w+|big5)$/i;

/**
 * How a bank file is encoded. UTF-16 shows in the bytes. XML is in what its declaration says, unless that is UTF-8 or
 * nothing. All else is UTF-8 where every byte of it is (no other text of more than a few letters happens to be), then what
 * the header of OFX 1 says in CHARSET, then windows-1252.
 */
export async function detectStatementEncoding(source: FileSource, head: string): Promise<string> {
  const detected = await detectEncoding(source);
  if (detected.startsWith('utf-16')) return detected;
  const declared = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1];
  if (declared !== undefined && isTextEncoding(declared)) return declared;
  if (detected !== 'windows-1252') return detected;
  const charset = /^[^<]*?\bCHARSET\s*:\s*([\w-]+)/i.exec(head)?.[1] ?? '';
  const name = charset.replace(/^(125\d)$/, 'windows-$1').replace(/^(8859-\d+)$/, 'iso-$1');
  return isTextEncoding(name) ? name : detected;
}

function isTextEncoding(name: string): boolean {
  return TEXT_ENCODING.test(name) && iconv.encodingExists(name);
}
