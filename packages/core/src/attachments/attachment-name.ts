const LONGEST_NAME = 120;

/**
 * A file's name as it may be shown and saved under: the last part of a path, without control characters and marks that turn
 * the direction of writing, which make `exe.pdf` of `fdp.exe`; without dots in front, and shortened before its ending.
 */
export function attachmentName(name: string): string {
  const plain = name
    .normalize('NFC')
    .toWellFormed()
    .replace(/^.*[/\\]/su, '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"<>:|?*\uFFFD]/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s.]+|[\s.]+$/gu, '');
  if (plain === '') return 'file';
  const letters = Array.from(plain);
  if (letters.length <= LONGEST_NAME) return plain;
  const ending = /\.[\p{L}\p{N}]{1,8}$/u.exec(plain)?.[0] ?? '';
  return letters.slice(0, LONGEST_NAME - Array.from(ending).length).join('') + ending;
}

/** `content-disposition` of a file that is to be saved, not shown (RFC 6266, RFC 8187). */
export function savedAs(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
