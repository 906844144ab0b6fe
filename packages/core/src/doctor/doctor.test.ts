import { expect, test } from 'vitest';
import { judgeClock, judgeDisk, judgeMode, judgeNode, ok, problem, worstOf } from './index.ts';

test('Node is enough from 22.17 on', () => {
  expect(judgeNode('22.16.9').level).toBe('bad');
  expect(judgeNode('20.19.0').level).toBe('bad');
  expect(judgeNode('22.17.0').level).toBe('ok');
  expect(judgeNode('24.1.0').level).toBe('ok');
});

test('a disk needs room for a copy of the largest database', () => {
  expect(judgeDisk({ freeBytes: 400e6, largestBytes: 0 })).toMatchObject({ level: 'bad' });
  expect(judgeDisk({ freeBytes: 400e6, largestBytes: 0 }).meaning).toContain('nothing can be written');
  expect(judgeDisk({ freeBytes: 2e9, largestBytes: 3e9 }).meaning).toContain('3.0 GB');
  expect(judgeDisk({ freeBytes: 4e9, largestBytes: 3e9 }).level).toBe('warn');
  expect(judgeDisk({ freeBytes: 8e9, largestBytes: 3e9 }).level).toBe('ok');
});

test('a mode is judged by the rights that it gives beyond those wanted', () => {
  const file = { check: 'secret', path: '/data/secret', wanted: 0o600, harm: 'can read it' };
  expect(judgeMode({ ...file, mode: 0o100600 }).level).toBe('ok');
  expect(judgeMode({ ...file, mode: 0o100400 }).level).toBe('ok');
  expect(judgeMode({ ...file, mode: 0o100640 })).toMatchObject({
    level: 'bad',
    advice: 'chmod 600 /data/secret',
  });
});

test('a clock may be a minute behind the newest record, not more', () => {
  const now = new Date('2026-11-23T10:00:00Z');
  expect(judgeClock(now, null).level).toBe('ok');
  expect(judgeClock(now, new Date('2026-11-23T10:00:59Z')).level).toBe('ok');
  expect(judgeClock(now, new Date('2026-11-23T10:02:00Z')).level).toBe('bad');
});

test('the worst finding is what counts', () => {
  const told = (level: 'info' | 'warn' | 'bad') =>
    problem({ check: 'x', level, found: 'x', meaning: 'x', advice: 'x' });
  expect(worstOf([])).toBe('ok');
  expect(worstOf([ok('x', 'x'), told('info')])).toBe('info');
  expect(worstOf([told('bad'), told('warn'), ok('x', 'x')])).toBe('bad');
});
