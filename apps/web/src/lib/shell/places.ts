import type { IconName } from './icons.ts';

export interface Place {
  path: string;
  name: string;
  icon: IconName;
  group: 'work' | 'system';
}

/** Where the app can be, in the order of the navigation. */
export const PLACES: readonly Place[] = [
  { path: '/review', name: 'Review', icon: 'review', group: 'work' },
  { path: '/ledger', name: 'Ledger', icon: 'ledger', group: 'work' },
  { path: '/imports', name: 'Imports', icon: 'imports', group: 'work' },
  { path: '/admin/ml-system', name: 'Health', icon: 'health', group: 'system' },
  { path: '/admin/ml-system/audit', name: 'Audit', icon: 'audit', group: 'system' },
  { path: '/settings', name: 'Settings', icon: 'settings', group: 'system' },
];

/** The place that a page belongs to: the longest path in front of it. */
export function currentPlace(pathname: string): string | null {
  const inside = PLACES.filter(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
  return inside.sort((a, b) => b.path.length - a.path.length)[0]?.path ?? null;
}
