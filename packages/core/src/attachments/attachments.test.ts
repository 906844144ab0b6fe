import { describe, expect, it } from 'vitest';
import { attachmentName, attachmentTypeOf, savedAs } from './index.ts';

const typeOf = (text: string) => attachmentTypeOf(new TextEncoder().encode(text));
const bytes = (...content: number[]) => attachmentTypeOf(Uint8Array.from(content));

describe('the type of an attachment', () => {
  it('is read from its content', () => {
    expect(typeOf('%PDF-1.7\n…')).toBe('application/pdf');
    expect(bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0)).toBe('image/png');
    expect(bytes(0xff, 0xd8, 0xff, 0xe0, 0)).toBe('image/jpeg');
    expect(typeOf('RIFF\u0001\u0002\u0003\u0004WEBPVP8 ')).toBe('image/webp');
    expect(typeOf('\u0000\u0000\u0000\u0018ftypheic\u0000')).toBe('image/heic');
    expect(typeOf('Kettle 3.20 €\r\n2 < 3 pieces')).toBe('text/plain');
  });

  it.each([
    ...[
      '<!doctype html><p>',
      '  <html>',
      '\uFEFF<svg xmlns="a"/>',
      '<?xml version="1.0"?><svg/>',
      '<!-- a -->',
    ],
    ...['Total\n<script>alert(1)</script>', 'a\u0000b', 'a\u001bb', 'MZ\u0090\u0000', 'PK\u0003\u0004'],
    ...['RIFF\u0001\u0002\u0003\u0004WAVE', 'GIF89a\u0001'],
  ])('is none for %j', (text) => {
    expect(typeOf(text)).toBeNull();
  });

  it('is none for text that is not UTF-8', () => {
    expect(bytes(0x4b, 0xe4, 0x73, 0x65)).toBeNull();
  });
});

describe('the name of an attachment', () => {
  it('is the last part of a path without what misleads or breaks', () => {
    expect(attachmentName('../../etc/passwd')).toBe('passwd');
    expect(attachmentName('C:\\bills\\Rechnung  Mai.pdf')).toBe('Rechnung Mai.pdf');
    expect(attachmentName('cod\u202Efdp.exe\r\n')).toBe('codfdp.exe');
    expect(attachmentName('.htaccess')).toBe('htaccess');
    expect(attachmentName('///')).toBe('file');
    expect(attachmentName(`${'長'.repeat(300)}.pdf`)).toBe(`${'長'.repeat(116)}.pdf`);
  });

  it('goes into a header whole, and in ASCII for old clients', () => {
    expect(savedAs("Käse '26.pdf")).toBe(
      `attachment; filename="K_se '26.pdf"; filename*=UTF-8''K%C3%A4se%20%2726.pdf`,
    );
    expect(savedAs('a"b\\c')).toBe(`attachment; filename="a_b_c"; filename*=UTF-8''a%22b%5Cc`);
  });
});
