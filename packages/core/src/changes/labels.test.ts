import { describe, expect, it } from 'vitest';
import { labelChangeOf, type TaughtTransaction } from './index.ts';

const nothing = { withdrawn: null, learned: null, kept: null };
const row = (changes: Partial<TaughtTransaction>): TaughtTransaction => ({
  ...{ transactionId: 't', stands: true, categoryId: 'a', source: 'user' },
  ...{ learningSeq: null, learnedCategoryId: null },
  ...changes,
});
const turn = (
  before: Partial<TaughtTransaction>,
  after: Partial<TaughtTransaction>,
  into = {},
  isOther = false,
) => {
  const merges: Record<string, string> = into;
  const { transactionId: _id, ...change } = labelChangeOf({
    ...{ before: row(before), after: row(after), isOther, intoOf: (id: string) => merges[id] ?? id },
  });
  return change;
};
const learnedA = { learningSeq: 3, learnedCategoryId: 'a' };

describe('the labels after a change', () => {
  it('learn what a person said, and take back what was said before', () => {
    expect(turn({ categoryId: null, source: null }, {})).toEqual({ ...nothing, learned: 'a' });
    expect(turn(learnedA, { categoryId: 'b' })).toEqual({ ...nothing, withdrawn: 3, learned: 'b' });
    expect(turn(learnedA, { categoryId: null, source: null })).toEqual({ ...nothing, withdrawn: 3 });
  });

  it('are taken back with their transaction and come again with it', () => {
    expect(turn(learnedA, { stands: false })).toEqual({ ...nothing, withdrawn: 3 });
    expect(turn({ stands: false }, {})).toEqual({ ...nothing, learned: 'a' });
  });

  it('are not those of the model itself', () => {
    expect(turn({ categoryId: null, source: null }, { source: 'model' })).toEqual(nothing);
    expect(turn(learnedA, { source: 'rule' })).toEqual({ ...nothing, withdrawn: 3 });
  });

  it('stay through a merge of categories and through its undo', () => {
    expect(turn(learnedA, { categoryId: 'b' }, { a: 'b' })).toEqual({ ...nothing, kept: 3 });
    expect(turn({ ...learnedA, categoryId: 'b' }, {})).toEqual({ ...nothing, kept: 3 });
  });

  it('are learned anew where the model sees another amount or day', () => {
    expect(turn(learnedA, {}, {}, true)).toEqual({ ...nothing, withdrawn: 3, learned: 'a' });
    expect(turn({}, {}, {}, true)).toEqual(nothing);
  });

  it('are left alone where the change left them alone, learned or not', () => {
    expect(turn({}, { categoryId: 'b' }, { a: 'b' })).toEqual(nothing);
    expect(turn(learnedA, {})).toEqual({ ...nothing, kept: 3 });
  });
});
