import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** What is not reached over the internet (IANA special-purpose registries of IPv4 and IPv6 addresses). */
const SPECIAL_V4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15'],
  ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
];
/** Within the addresses that are reached at all: those that lead elsewhere in disguise, or are for examples. */
const SPECIAL_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const refused = new BlockList();
for (const range of SPECIAL_V4) {
  const [network = '', bits] = range.split('/');
  refused.addSubnet(network, Number(bits), 'ipv4');
}
for (const range of SPECIAL_V6) {
  const [network = '', bits] = range.split('/');
  refused.addSubnet(network, Number(bits), 'ipv6');
}
const reached = new BlockList();
reached.addSubnet('2000::', 3, 'ipv6');

/** Whether an address is one of the internet: not private, loopback, link-local, or otherwise special. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !refused.check(address, 'ipv4');
  return isIPv6(address) && reached.check(address, 'ipv6') && !refused.check(address, 'ipv6');
}
