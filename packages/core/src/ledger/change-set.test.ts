import { expect, it } from 'vitest';
import { invertChangeSet, type ChangeSetItem } from './index.ts';

const items: ChangeSetItem[] = [
  { entity: 'transaction', entityId: 't1', field: 'categoryId', before: null, after: 'a' },
  { entity: 'transaction', entityId: 't2', field: 'categoryId', before: 'b', after: 'a' },
];

it('swaps before and after, last change first', () => {
  expect(invertChangeSet(items, ({ after }) => after)).toEqual({
    status: 'inverted',
    items: [
      { entity: 'transaction', entityId: 't2', field: 'categoryId', before: 'a', after: 'b' },
      { entity: 'transaction', entityId: 't1', field: 'categoryId', before: 'a', after: null },
    ],
  });
});

it('stops at a later edit and names it', () => {
  expect(invertChangeSet(items, ({ entityId, after }) => (entityId === 't2' ? 'c' : after))).toEqual({
    status: 'stopped',
    laterEdits: [{ entity: 'transaction', entityId: 't2', field: 'categoryId', left: 'a', found: 'c' }],
  });
});
