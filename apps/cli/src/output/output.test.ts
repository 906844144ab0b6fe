import { expect, test } from 'vitest';
import { alignColumns, createProgress, formatBytes, paint, plain } from './index.ts';

test('on a screen progress is one line that is written over, and is wiped in the end', () => {
  const drawn: string[] = [];
  const progress = createProgress({ overwrite: (line) => void drawn.push(line), complain: () => undefined });
  progress.show({ label: 'copying', done: 0, total: 4 });
  progress.show({ label: 'verifying', done: 2, total: 4 });
  progress.show({ label: 'verifying', done: 4, total: 4 });
  progress.show({ label: 'verifying', done: 4, total: 4 });
  progress.end();
  expect(drawn).toEqual([
    `copying ${'░'.repeat(24)}   0 %`,
    `verifying ${'█'.repeat(12)}${'░'.repeat(12)}  50 %`,
    `verifying ${'█'.repeat(24)} 100 %`,
    '',
  ]);
});

test('without a screen progress is a line at each further quarter', () => {
  const told: string[] = [];
  const progress = createProgress({ overwrite: null, complain: (line) => void told.push(line) });
  for (let done = 0; done <= 100; done++) progress.show({ label: 'copying', done, total: 100 });
  progress.end();
  expect(told).toEqual([0, 25, 50, 75, 100].map((percent) => `copying … ${percent} %`));
});

test('colours are only there where they are wanted', () => {
  expect(paint({ hasColour: false }, 'red', 'bad')).toBe('bad');
  expect(paint({ hasColour: true }, 'red', 'bad')).toBe('\x1b[31mbad\x1b[39m');
});

test('what came from a file cannot command the screen', () => {
  expect(plain('a\x1b[2Jb\u202ec\n')).toBe('a [2Jb c ');
});

test('columns stand under each other, and sizes are in words', () => {
  expect(
    alignColumns([
      ['a', 'bb', ''],
      ['ccc', 'd'],
    ]),
  ).toEqual(['a    bb', 'ccc  d']);
  expect([999, 1_500, 26e6, 2.5e9].map(formatBytes)).toEqual(['999 bytes', '1.5 kB', '26.0 MB', '2.50 GB']);
});
