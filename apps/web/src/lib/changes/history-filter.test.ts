import { expect, test } from 'vitest';
import { readHistoryFilter } from './history-filter.ts';

const utc = (day: string) => new Date(`${day}T00:00:00Z`);
const read = (query: string) => readHistoryFilter(new URLSearchParams(query), utc);

test('the address says what of the history is shown, and the last day is part of it', () => {
  expect(read('kind=import&payeeId=pay_1&state=undone&from=2026-11-01&to=2026-11-30&cursor=12')).toEqual({
    ...{ kind: 'import', payeeId: 'pay_1', state: 'undone', cursor: '12' },
    ...{ from: utc('2026-11-01'), to: utc('2026-12-01') },
  });
});

test('what cannot be asked for is as if absent', () => {
  expect(read('kind=nonsense&state=maybe&from=2026-13-99&cursor=x&actorId=')).toEqual({});
});
