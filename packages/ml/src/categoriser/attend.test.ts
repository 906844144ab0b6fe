import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attend, looked } from './attend.ts';
import { createAttention, rememberLabelled, ROWS, type LookingRow } from './attention.ts';
import { mix } from './hashing.ts';

interface Kept {
  row: LookingRow;
  label: number;
}

const COLUMNS = 2;
const WIDTH = 4 + COLUMNS;

/** A row of small worlds: few values under each key, so that much is shared. The fourth key belongs to the first. */
function toRow([payee, word, amount, range, ...columns]: readonly number[], day: number): LookingRow {
  const values = [payee ?? 0, word ?? 0, amount ?? 0, 10 * (payee ?? 0) + (range ?? 0), ...columns];
  return {
    keys: Int32Array.from(values, (value, index) => mix(value, 900 + index)),
    day,
    amount: amount ?? 0,
  };
}

/** The definition: of each key of the row itself the last 64, of each column and of all the last 32. */
function expectedRows(kept: readonly Kept[], asked: LookingRow): number[] {
  const found = new Set<number>();
  for (let index = 0; index <= WIDTH; index++) {
    const sharing = kept.flatMap(({ row }, at) =>
      index === WIDTH || row.keys[index] === asked.keys[index] ? [at] : [],
    );
    for (const at of sharing.slice(index < 4 ? -64 : -32)) found.add(at);
  }
  return [...found];
}

const values = fc.tuple(...[12, 5, 4, 2, 3, 6].map((many) => fc.nat(many - 1)));

test('each row that shares something and is late enough votes once, and no other does', () => {
  fc.assert(
    fc.property(fc.array(values, { maxLength: 400 }), values, (rows, asked) => {
      const attention = createAttention(COLUMNS);
      const kept = rows.map((row, index) => ({ row: toRow(row, 20_000 + index), label: index % 7 }));
      for (const { row, label } of kept) rememberLabelled(attention, row, label);
      const looking = toRow(asked, 20_000 + rows.length);
      attend(attention, looking, 7);
      const expected = expectedRows(kept, looking);
      expect(looked.count).toBe(expected.length);
      const votersOf = (label: number) => expected.filter((at) => kept[at]?.label === label).length;
      for (let label = 0; label < 7; label++) {
        const votes = [...looked.labels.subarray(0, looked.count)].filter((one) => one === label);
        expect(votes).toHaveLength(votersOf(label));
        expect((looked.sums[label] ?? 0) > 0).toBe(votes.length > 0);
      }
    }),
    { numRuns: 60 },
  );
});

test('rows that are no longer held have no vote', () => {
  const attention = createAttention(0);
  const old = toRow([1, 1, 1, 1], 20_000);
  rememberLabelled(attention, old, 3);
  const later = toRow([2, 2, 2, 2], 20_001);
  for (let turn = 0; turn < ROWS - 1; turn++) rememberLabelled(attention, later, 0);
  attend(attention, old, 4);
  expect(looked.sums[3]).toBeGreaterThan(0);
  rememberLabelled(attention, later, 0);
  attend(attention, old, 4);
  expect(looked.sums[3]).toBe(0);
});
