import { z } from 'zod';

/** An address or a network in CIDR notation: 192.0.2.7, 10.0.0.0/8, 2001:db8::/32. */
export const AddressRange = z
  .string()
  .trim()
  .max(49)
  .refine(
    (text) => parseRange(text) !== null,
    'expected an address such as 192.0.2.7 or a network such as 10.0.0.0/8',
  );

interface Range {
  /** The address as a number of 32 or 128 bits. */
  value: bigint;
  bits: 32 | 128;
  /** Leading bits that count. */
  prefix: number;
}

/** Whether an address lies in any of the ranges. An IPv4 address written as IPv6 is the IPv4 address. */
export function isInRanges(address: string, ranges: readonly string[]): boolean {
  const parsed = parseAddress(address);
  if (parsed === null) return false;
  return ranges.some((text) => {
    const range = parseRange(text);
    if (range === null || range.bits !== parsed.bits) return false;
    const shift = BigInt(range.bits - range.prefix);
    return parsed.value >> shift === range.value >> shift;
  });
}

function parseRange(text: string): Range | null {
  const [address = '', prefixText, ...rest] = text.split('/');
  const parsed = parseAddress(address);
  if (parsed === null || rest.length > 0) return null;
  if (prefixText === undefined) return { ...parsed, prefix: parsed.bits };
  const prefix = Number(prefixText);
  return /^\d{1,3}$/.test(prefixText) && prefix <= parsed.bits ? { ...parsed, prefix } : null;
}

function parseAddress(text: string): Pick<Range, 'value' | 'bits'> | null {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text);
  if (mapped || text.includes('.')) {
    const address = mapped?.[1] ?? text;
    if (!z.ipv4().safeParse(address).success) return null;
    return { value: joined(address.split('.').map(Number), 8), bits: 32 };
  }
  if (!z.ipv6().safeParse(text).success) return null;
  const [head = '', tail] = text.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const missing = Array.from({ length: 8 - before.length - after.length }, () => 0);
  return { value: joined([...before, ...missing, ...after], 16), bits: 128 };
}

function joined(parts: readonly number[], bitsEach: number): bigint {
  return parts.reduce((value, part) => (value << BigInt(bitsEach)) | BigInt(part), 0n);
}
