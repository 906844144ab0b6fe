import type { Import, ImportPage } from '@steward/core/imports';
import { expect, test } from 'vitest';
import { guideOf } from './guide.ts';

const imports = (...statuses: Import['status'][]): ImportPage => ({
  items: statuses.map(
    (status, index) => ({ id: `imp_${index}`, fileName: `${index}.csv`, status }) as Import,
  ),
  nextCursor: null,
});

const at = (page: ImportPage, answered = 0, waiting = 0) => guideOf({ imports: page, answered, waiting });

test('an empty workspace begins with a file', () => {
  expect(at(imports())).toMatchObject({ at: 1, file: null });
});

test('a file that was cancelled or could not be read is as none', () => {
  expect(at(imports('cancelled', 'failed'))).toMatchObject({ at: 1 });
});

test('a file that is not committed has its columns to be checked, the newest first', () => {
  for (const status of ['uploaded', 'previewing', 'ready', 'committing'] as const) {
    expect(at(imports('failed', status, 'ready'))).toMatchObject({
      at: 2,
      file: { id: 'imp_1', name: '1.csv' },
    });
  }
});

test('after the first file ten are reviewed, and then the steps are done', () => {
  expect(at(imports('committed'), 4, 36)).toMatchObject({ at: 3, answered: 4 });
  expect(at(imports('committed'), 10, 30)).toBeNull();
});

test('a file after which nothing waits leaves nothing to review', () => {
  expect(at(imports('committed'), 3, 0)).toBeNull();
});

test('a second file does not lead back to the columns', () => {
  expect(at(imports('ready', 'committed'), 10, 30)).toBeNull();
  expect(at({ ...imports('ready'), nextCursor: 'imp_9' }, 2, 30)).toMatchObject({ at: 3 });
});
