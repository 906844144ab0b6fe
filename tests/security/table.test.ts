import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const TOP = fileURLToPath(new URL('../..', import.meta.url));

interface Line {
  id: string;
  requirement: string;
  answer: string;
  how: string;
  where: string;
}

/** The lines of the tables: `| 2.1.1 | requirement | met | how | where |`. */
const lines: Line[] = readFileSync(`${TOP}/docs/security.md`, 'utf8')
  .split('\n')
  .filter((line) => /^\|\s*\d/.test(line))
  .map((line) => {
    const [id = '', requirement = '', answer = '', how = '', where = ''] = line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim());
    return { id, requirement, answer, how, where };
  });

/** `a/b.test.ts`: name of a test, or by reading: `a/b.ts`; several with a dot in the middle between them. */
function referencesIn(where: string) {
  return where.split(' · ').map((one) => {
    const [, reading, path = '', name = ''] = /^(by reading: )?`([^`]+)`(?:: (.+))?$/.exec(one) ?? [];
    return { path, name, isReading: reading !== undefined };
  });
}

test('the table covers every chapter, each requirement once and in order', () => {
  expect(lines.length).toBeGreaterThan(150);
  const chapters = new Set(lines.map(({ id }) => Number(id.split('.')[0])));
  expect([...chapters]).toEqual(Array.from({ length: 14 }, (_, index) => index + 1));
  const weights = lines.map(({ id }) => id.split('.').reduce((sum, part) => sum * 100 + Number(part), 0));
  expect(weights).toEqual([...new Set(weights)].sort((one, other) => one - other));
});

describe.each(lines)('$id $requirement', ({ answer, how, where }) => {
  test('is answered, says how or why, and names what shows it', () => {
    expect(['met', 'not met', 'does not apply']).toContain(answer);
    expect(how).not.toBe('');
    expect(where !== '').toBe(answer === 'met');
    for (const { path, name, isReading } of where === '' ? [] : referencesIn(where)) {
      expect({ where, exists: path !== '' && existsSync(`${TOP}/${path}`) }).toEqual({ where, exists: true });
      if (isReading) continue;
      expect(path).toMatch(/\.(test|spec)\.ts$/);
      expect(name).not.toBe('');
      const text = readFileSync(`${TOP}/${path}`, 'utf8');
      expect({ name, isThere: [`'${name}'`, `"${name}"`].some((quoted) => text.includes(quoted)) }).toEqual({
        name,
        isThere: true,
      });
    }
  });
});
