import { can, type Action, type Role } from '@steward/core/access';
import { rankBest, type Found } from '@steward/core/search';
import type { PageKey } from '#lib/shell/keys.ts';
import { PLACES, SUB_PAGES } from '#lib/shell/places.ts';

/** Something that can be gone to or done: by an address, by a form that is sent, or by a key of the page. */
export interface SearchOption {
  id: string;
  name: string;
  href?: string;
  isDownload?: true;
  post?: { action: string; fields: Readonly<Record<string, string>> };
  /** Presses a key of the page, which is shown beside it. */
  key?: { labels: readonly string[]; press: () => void };
}

export interface SearchGroup {
  name: 'Pages' | 'Actions' | 'Payees' | 'Categories';
  options: SearchOption[];
}

interface GlobalAction extends Omit<SearchOption, 'id' | 'key'> {
  /** Other words that people look for it by. */
  also: string;
  needs?: Action;
}

const ACTIONS: readonly GlobalAction[] = [
  {
    name: 'Import a file',
    also: 'csv ofx qif camt mt940 bring upload',
    href: '/imports/new',
    needs: 'imports:write',
  },
  { name: 'Make an account', also: 'new bank', href: '/ledger/accounts#new-account', needs: 'ledger:write' },
  {
    ...{ name: 'Export the audit chain', also: 'evidence download', needs: 'audit:export' },
    ...{ href: '/api/v1/audit/export', isDownload: true },
  },
  lookAction('Use the dark look', 'dark'),
  lookAction('Use the light look', 'light'),
  { name: 'Sign out', also: 'log leave', post: { action: '/login?/signOut', fields: {} } },
];

function lookAction(name: string, theme: 'dark' | 'light'): GlobalAction {
  return { name, also: 'theme mode colour', post: { action: '/account?/theme', fields: { theme } } };
}

const MOST_SHOWN = 8;

interface Here {
  role: Role;
  keys: readonly PageKey[];
}

/** Pages and actions that fit the text, the best first; all of them for no text. */
export function findHere(text: string, { role, keys }: Here): SearchGroup[] {
  const isOpen = ({ needs }: { needs?: Action }) => needs === undefined || can(role, needs);
  const pages = [...PLACES, ...SUB_PAGES.filter(isOpen)];
  const actions = [...keys.flatMap(actionsOfKey), ...ACTIONS.filter(isOpen)];
  return [
    { name: 'Pages', options: narrow(pages, text).map(({ name, path }) => ({ id: path, name, href: path })) },
    { name: 'Actions', options: narrow(actions, text).map(optionOf) },
  ];
}

function narrow<T extends { name: string; also?: string }>(things: readonly T[], text: string): T[] {
  if (text.trim() === '') return [...things];
  const namesOf = ({ name, also = '' }: T): [string, string] => [name, `${name} ${also}`];
  return rankBest(things, { text, namesOf, limit: MOST_SHOWN });
}

function optionOf(action: GlobalAction | KeyAction): SearchOption {
  const { name, href, isDownload, post, key } = { key: undefined, ...action } as SearchOption;
  return {
    ...{ id: `do-${name}`, name },
    ...(href !== undefined && { href }),
    ...(isDownload && { isDownload }),
    ...(post && { post }),
    ...(key && { key }),
  };
}

interface KeyAction {
  name: string;
  also?: string;
  key: NonNullable<SearchOption['key']>;
}

/** What a key of the page does, by name; nothing where it only says what the browser does, or stands for several. */
function actionsOfKey({ labels, on, does, run }: PageKey): KeyAction[] {
  const names = on.length === 1 ? [does] : does.split(', ');
  if (names.length !== on.length) return [];
  return names.map((name, index) => ({
    name: name.charAt(0).toUpperCase() + name.slice(1),
    key: {
      labels: on.length === 1 ? labels : [labels[index] ?? ''],
      press: () => {
        run(on[index] ?? '');
      },
    },
  }));
}

/** Payees and categories that were found, each leading to its transactions. */
export function optionsOfFound({ payees, categories }: Found): SearchGroup[] {
  return [
    {
      name: 'Payees',
      options: payees.map(({ id, name }) => ({ id, name, href: `/ledger?payeeId=${id}` })),
    },
    {
      name: 'Categories',
      options: categories.map(({ id, path }) => ({ id, name: path, href: `/ledger?categoryId=${id}` })),
    },
  ];
}
