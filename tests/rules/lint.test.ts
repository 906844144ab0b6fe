import { join } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const eslint = new ESLint({ cwd: root });
// The type-aware rules want a file that belongs to a package; its text is what we hand over.
const source = 'packages/core/src/errors/errors.ts';
const component = 'apps/web/src/lib/Planted.svelte';

async function brokenRules(text: string, filePath = source): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: join(root, filePath) });
  const messages = result?.messages ?? [];
  expect(messages.filter((message) => message.severity !== 2)).toEqual([]);
  return [...new Set(messages.map((message) => message.ruleId ?? message.message))];
}

// Said apart, so that this file does not contain what the structure test forbids.
const [unfinished, ignored, switchedOff] = [['TO', 'DO'].join(''), 'ignore', 'disable'];

const lines = (count: number) =>
  Array.from({ length: count }, (_, at) => `export const n${at} = ${at};\n`).join('');
const functionOf = (count: number) =>
  `export function add(): number {\n  let sum = 0;\n${'  sum += 1;\n'.repeat(count - 4)}  return sum;\n}\n`;
const componentOf = (count: number) => '<p>line</p>\n'.repeat(count);

describe('eslint refuses', () => {
  const planted: [string, string, string, string?][] = [
    ['a file of 301 lines', 'max-lines', lines(301)],
    ['a component of 201 lines', 'max-lines', componentOf(201), component],
    ['a function of 51 lines', 'max-lines-per-function', functionOf(51)],
    [
      'a fourth parameter',
      'max-params',
      'export const f = (a: number, b: number, c: number, d: number) => a + b + c + d;\n',
    ],
    ['any', '@typescript-eslint/no-explicit-any', 'export const f = (value: any): unknown => value;\n'],
    [
      'a promise nobody waits for',
      '@typescript-eslint/no-floating-promises',
      'Promise.resolve(1);\nexport {};\n',
    ],
    ['console in a package', 'no-console', "console.log('here');\nexport {};\n"],
    ['a note of unfinished work', 'no-warning-comments', `// ${unfinished}: later\nexport {};\n`],
    [
      'a silenced type error',
      '@typescript-eslint/ban-ts-comment',
      `// @ts-${ignored}\nexport const n: number = '1';\n`,
    ],
  ];
  test.each(planted)('%s', async (_name, rule, text, file) => {
    expect(await brokenRules(text, file)).toContain(rule);
  });

  test('to be switched off from within a file', async () => {
    const text = `/* eslint-${switchedOff} */\nconsole.log('here');\nexport {};\n`;
    const [result] = await eslint.lintText(text, { filePath: join(root, source) });
    expect(result?.messages.map((message) => message.ruleId)).toContain('no-console');
  });
});

describe('eslint accepts', () => {
  const clean: [string, string, string?][] = [
    ['a file of 300 lines', lines(300)],
    ['a component of 200 lines', componentOf(200), component],
    ['a function of 50 lines', functionOf(50)],
    ['three parameters', 'export const f = (a: number, b: number, c: number) => a + b + c;\n'],
    ['unknown where any was', 'export const f = (value: unknown): unknown => value;\n'],
    ['console on the command line', "console.log('here');\nexport {};\n", 'scripts/planted.mjs'],
  ];
  test.each(clean)('%s', async (_name, text, file) => {
    expect(await brokenRules(text, file)).toEqual([]);
  });
});
