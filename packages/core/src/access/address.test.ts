import { expect, test } from 'vitest';
import { AddressRange, isInRanges } from './address.ts';

test.each([
  ['192.0.2.7', '192.0.2.7', true],
  ['192.0.2.8', '192.0.2.7', false],
  ['10.200.3.4', '10.0.0.0/8', true],
  ['11.0.0.1', '10.0.0.0/8', false],
  ['10.0.0.1', '0.0.0.0/0', true],
  ['::ffff:10.0.0.1', '10.0.0.0/8', true],
  ['2001:db8::1', '2001:db8::/32', true],
  ['2001:db9::1', '2001:db8::/32', false],
  ['::1', '::1', true],
  ['::1', '0.0.0.0/0', false],
  ['unknown', '0.0.0.0/0', false],
])('%s in %s: %s', (address, range, expected) => {
  expect(isInRanges(address, [range])).toBe(expected);
});

test.each(['', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0', '::/129', 'example.org', '10.0.0.0/-1', '10.0.0.0/'])(
  '%j is refused',
  (text) => {
    expect(AddressRange.safeParse(text).success).toBe(false);
  },
);
