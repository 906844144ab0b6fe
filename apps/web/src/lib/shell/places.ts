import type { Action } from '@steward/core/access';
import type { IconName } from './icons.ts';

export interface Place {
  path: string;
  name: string;
  icon: IconName;
  group: 'work' | 'system';
  /** After G it leads there. */
  letter: string;
}

/** Where the app can be, in the order of the navigation. */
export const PLACES: readonly Place[] = [
  { path: '/review', name: 'Review', icon: 'review', group: 'work', letter: 'r' },
  { path: '/ledger', name: 'Ledger', icon: 'ledger', group: 'work', letter: 'l' },
  { path: '/payees', name: 'Payees', icon: 'payees', group: 'work', letter: 'p' },
  { path: '/recurring', name: 'Recurring', icon: 'recurring', group: 'work', letter: 'c' },
  { path: '/budgets', name: 'Budgets', icon: 'budgets', group: 'work', letter: 'b' },
  { path: '/imports', name: 'Imports', icon: 'imports', group: 'work', letter: 'i' },
  { path: '/admin/ml-system', name: 'Health', icon: 'health', group: 'system', letter: 'h' },
  { path: '/admin/ml-system/audit', name: 'Audit', icon: 'audit', group: 'system', letter: 'a' },
  { path: '/settings', name: 'Settings', icon: 'settings', group: 'system', letter: 's' },
];

interface SubPage {
  path: string;
  name: string;
  icon: IconName;
  /** Other words that people look for it by. */
  also?: string;
  /** Only for those who may do this. */
  needs?: Action;
}

/** Pages without a place of their own in the navigation. */
export const SUB_PAGES: readonly SubPage[] = [
  { path: '/ledger/accounts', name: 'Accounts', icon: 'ledger', also: 'bank card' },
  {
    path: '/ledger/new',
    name: 'New transaction',
    icon: 'ledger',
    also: 'enter add by hand cash',
    needs: 'ledger:write',
  },
  {
    path: '/ledger/edit',
    name: 'Edit transactions together',
    icon: 'ledger',
    also: 'bulk many all at once remove',
    needs: 'ledger:write',
  },
  { path: '/ledger/history', name: 'History', icon: 'undo', also: 'undo redo changes' },
  { path: '/payees/rules', name: 'Rules for names', icon: 'payees', also: 'payee alias normalise' },
  { path: '/ledger/months', name: 'Months', icon: 'ledger', also: 'close reopen totals income expense' },
  { path: '/ledger/categories', name: 'Categories', icon: 'ledger', also: 'merge' },
  {
    path: '/recurring/calendar',
    name: 'Calendar of payments',
    icon: 'recurring',
    also: 'due expected bills subscriptions month',
  },
  {
    path: '/imports/new',
    name: 'New import',
    icon: 'import',
    also: 'csv ofx qif camt mt940 file',
    needs: 'imports:write',
  },
  { path: '/review/matches', name: 'Matches', icon: 'review', also: 'duplicates transfers twice' },
  { path: '/settings/members', name: 'Members', icon: 'settings', also: 'people invite roles' },
  { path: '/settings/keys', name: 'API keys', icon: 'settings', also: 'token', needs: 'keys:read' },
  {
    path: '/settings/webhooks',
    name: 'Webhooks',
    icon: 'settings',
    also: 'events notify endpoint push',
    needs: 'webhooks:read',
  },
  { path: '/settings/permissions', name: 'Permissions', icon: 'settings', also: 'roles rights' },
  { path: '/start', name: 'First steps', icon: 'check', also: 'guide begin help' },
  { path: '/account', name: 'Account', icon: 'user', also: 'password passkey profile language density' },
  { path: '/workspaces', name: 'Workspaces', icon: 'mark', also: 'switch rename demo' },
  { path: '/help', name: 'Help', icon: 'info', also: 'documentation explain terms figures' },
  { path: '/reference', name: 'API reference', icon: 'file', also: 'rest openapi' },
];

/** The place that a page belongs to: the longest path in front of it. */
export function currentPlace(pathname: string): string | null {
  const inside = PLACES.filter(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
  return inside.sort((a, b) => b.path.length - a.path.length)[0]?.path ?? null;
}
