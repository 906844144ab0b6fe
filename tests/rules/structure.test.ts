import { describe, expect, test } from 'vitest';
import { structureViolations } from '../structure.rules.ts';

// Said apart, so that this file does not contain what the structure test forbids.
const [unfinished, ignored, switchedOff] = [['TO', 'DO'].join(''), 'ignore', 'disable'];
const [skipped, alone] = ['skip', 'only'];

const clean = [
  { path: 'package.json', text: '{}' },
  { path: 'packages/core/src/drift/index.ts', text: "export { drift } from './drift.ts';\n" },
  { path: 'packages/core/src/drift/drift.ts', text: 'export const drift = 1;\n' },
  { path: 'apps/web/src/lib/drift/DriftTable.svelte', text: '<p>drift</p>\n' },
  { path: 'apps/cli/src/main.ts', text: '' },
];

test('a well-shaped tree has no violations', () => {
  expect(structureViolations(clean)).toEqual([]);
});

describe('the structure test names', () => {
  const planted: [string, string, string, string][] = [
    ['a stranger at the top', 'notes.txt', '', 'notes.txt does not belong at the top'],
    [
      'an unknown feature',
      'packages/core/src/stuff/index.ts',
      '',
      'packages/core/src/stuff is no known feature',
    ],
    [
      'a word of another package',
      'packages/ml/src/trpc/index.ts',
      '',
      'packages/ml/src/trpc is no known feature',
    ],
    [
      'a feature without a door',
      'packages/db/src/audit/audit.table.ts',
      '',
      'packages/db/src/audit has no index.ts',
    ],
    [
      'a file outside of any feature',
      'packages/db/src/loose.ts',
      '',
      'packages/db/src/loose.ts stands outside',
    ],
    ['a grab bag', 'packages/core/src/drift/drift.utils.ts', '', 'is named utils'],
    ['a folder of grab bags', 'apps/web/src/lib/common/Box.svelte', '', 'is named common'],
    ['a file that is not kebab-case', 'packages/core/src/drift/driftReport.ts', '', 'is not in kebab-case'],
    ['a component in lower case', 'apps/web/src/lib/drift/table.svelte', '', 'not in PascalCase'],
    [
      'unfinished work',
      'packages/core/src/drift/more.ts',
      `// ${unfinished} more\n`,
      'a note of unfinished work',
    ],
    [
      'a test left out',
      'packages/core/src/drift/drift.test.ts',
      `test.${skipped}('x')\n`,
      'a test that is left out',
    ],
    [
      'a test on its own',
      'packages/core/src/drift/drift.test.ts',
      `describe.${alone}('x')\n`,
      'a test that is left out',
    ],
    [
      'a rule switched off',
      'scripts/more.mjs',
      `// eslint-${switchedOff}-next-line\n`,
      'a rule switched off',
    ],
    ['a type error silenced', 'scripts/more.mjs', `// @ts-${ignored}\n`, 'a rule switched off'],
  ];
  test.each(planted)('%s', (_name, path, text, sentence) => {
    expect(structureViolations([...clean, { path, text }]).join('\n')).toContain(sentence);
  });
});
