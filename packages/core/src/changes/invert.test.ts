import { describe, expect, it } from 'vitest';
import { invertChangeSet, type ChangeSetItem } from './index.ts';

const items: ChangeSetItem[] = [
  { entity: 'transaction', entityId: 't1', field: 'category', before: null, after: 'a' },
  { entity: 'transaction', entityId: 't2', field: 'category', before: 'b', after: 'a' },
];
const editedSecond = ({ entityId, after }: ChangeSetItem) => (entityId === 't2' ? 'c' : after);
const laterEdit = { entity: 'transaction', entityId: 't2', field: 'category', left: 'a', found: 'c' };

describe('the inverse of a change set', () => {
  it('swaps before and after, last change first', () => {
    expect(invertChangeSet(items, { currentValue: ({ after }) => after })).toEqual({
      status: 'inverted',
      items: [
        { entity: 'transaction', entityId: 't2', field: 'category', before: 'a', after: 'b' },
        { entity: 'transaction', entityId: 't1', field: 'category', before: 'a', after: null },
      ],
      left: [],
    });
  });

  it('stops at a later edit and names it', () => {
    expect(invertChangeSet(items, { currentValue: editedSecond })).toEqual({
      status: 'stopped',
      laterEdits: [{ ...laterEdit, why: 'changed' }],
    });
  });

  it('undoes the rest where asked, and says what it left', () => {
    expect(invertChangeSet(items, { currentValue: editedSecond, rest: true })).toEqual({
      status: 'inverted',
      items: [{ entity: 'transaction', entityId: 't1', field: 'category', before: 'a', after: null }],
      left: [{ ...laterEdit, why: 'changed' }],
    });
  });

  it('leaves a category where only its provenance was changed since, and names the category', () => {
    const pair: ChangeSetItem[] = [
      { entity: 'transaction', entityId: 't1', field: 'category', before: null, after: 'a' },
      { entity: 'transaction', entityId: 't1', field: 'categoryProvenance', before: null, after: { at: 1 } },
    ];
    const currentValue = ({ field, after }: ChangeSetItem) => (field === 'category' ? after : { at: 2 });
    expect(invertChangeSet(pair, { currentValue, rest: true })).toEqual({
      status: 'inverted',
      items: [],
      left: [
        { entity: 'transaction', entityId: 't1', field: 'category', left: 'a', found: 'a', why: 'changed' },
      ],
    });
  });

  it('leaves a category that was removed and brought back with a transaction since', () => {
    const removal: ChangeSetItem[] = [
      { entity: 'category', entityId: 'c', field: 'exists', before: true, after: false },
    ];
    const inverted = { status: 'inverted', items: [], left: [] };
    expect(invertChangeSet(removal, { currentValue: () => true })).toEqual(inverted);
  });

  it('takes a row as unchanged that has got a column since', () => {
    const made: ChangeSetItem[] = [
      { entity: 'account', entityId: 'a', field: 'exists', before: null, after: { name: 'Card' } },
    ];
    const currentValue = () => ({ name: 'Card', isClosed: false });
    expect(invertChangeSet(made, { currentValue })).toMatchObject({ status: 'inverted' });
  });

  it('tells an entity that is gone from one that holds nothing', () => {
    const emptied: ChangeSetItem[] = [
      { entity: 'payee', entityId: 'p', field: 'defaultCategory', before: 'c', after: null },
    ];
    expect(invertChangeSet(emptied, { currentValue: () => undefined })).toMatchObject({ status: 'stopped' });
  });
});
