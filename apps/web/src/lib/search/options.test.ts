import { expect, test, vi } from 'vitest';
import type { PageKey } from '#lib/shell/keys.ts';
import { findHere, optionsOfFound } from './options.ts';

const run = vi.fn<(key: string) => void>();
const keys: PageKey[] = [
  { labels: ['J', 'K'], on: ['j', 'k'], does: 'next, previous', run },
  { labels: ['↵'], on: [], does: 'open', run },
  { labels: ['1', '–', '5'], on: ['1', '2', '3', '4', '5'], does: 'choose', run },
  { labels: ['Ctrl', '↵'], on: ['Ctrl+Enter'], does: 'commit', run },
];

const find = (text: string, role: 'owner' | 'viewer' = 'owner') => {
  const [pages, actions] = findHere(text, { role, keys });
  return {
    pages: pages?.options.map(({ name }) => name) ?? [],
    actions: actions?.options.map(({ name }) => name) ?? [],
    options: actions?.options ?? [],
  };
};

test('offers every page and action before anything is typed', () => {
  const { pages, actions } = find('');
  expect(pages).toEqual(expect.arrayContaining(['Review', 'Accounts', 'API keys', 'API reference']));
  expect(actions).toEqual(expect.arrayContaining(['Import a file', 'Export the audit chain', 'Sign out']));
});

test('finds a page by another word for it', () => {
  expect(find('csv').pages).toEqual(['New import']);
  expect(find('password').pages).toEqual(['Account']);
});

test('offers a viewer nothing that only others may do', () => {
  const { pages, actions } = find('', 'viewer');
  expect(pages).not.toContain('API keys');
  expect(actions).not.toContain('Import a file');
  expect(actions).not.toContain('Export the audit chain');
  expect(actions).toContain('Sign out');
});

test('offers what the keys of the page do, one by one, and leaves out keys that stand for several things', () => {
  const { actions, options } = find('');
  expect(actions.slice(0, 3)).toEqual(['Next', 'Previous', 'Commit']);
  expect(actions).not.toContain('Open');
  expect(actions).not.toContain('Choose');
  options[1]?.key?.press();
  expect(run).toHaveBeenCalledWith('k');
  expect(options[1]?.key?.labels).toEqual(['K']);
  expect(options[2]?.key?.labels).toEqual(['Ctrl', '↵']);
});

test('leads from a payee and a category to their transactions', () => {
  const groups = optionsOfFound({
    payees: [{ id: 'pay_1', name: 'Market' }],
    categories: [{ id: 'cat_1', path: 'Food › Groceries' }],
  });
  expect(groups.flatMap(({ options }) => options.map(({ href }) => href))).toEqual([
    '/ledger?payeeId=pay_1',
    '/ledger?categoryId=cat_1',
  ]);
});
