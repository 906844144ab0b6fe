import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { plantTree } from './planted-tree.ts';

const repository = join(import.meta.dirname, '..', '..');
const planted: string[] = [];
afterAll(() => {
  for (const folder of planted) rmSync(folder, { recursive: true, force: true });
});

interface Violation {
  from: string;
  rule: { name: string; severity: string };
}

/** What dependency-cruiser says about a tree, as "file: rule". */
function brokenBoundaries(files: Record<string, string>): string[] {
  const root = plantTree(files);
  planted.push(root);
  const config = join(repository, '.dependency-cruiser.mjs');
  const program = join(repository, 'node_modules/.bin/depcruise');
  const args = ['packages', 'apps', 'tests', '--config', config, '--output-type', 'json'];
  const options = { cwd: root, encoding: 'utf8', env: { ...process.env, DO_NOT_TRACK: '1' } } as const;
  const { summary } = JSON.parse(execFileSync(program, args, options)) as {
    summary: { violations: Violation[] };
  };
  expect(summary.violations.filter((violation) => violation.rule.severity !== 'error')).toEqual([]);
  return summary.violations.map((violation) => `${violation.from}: ${violation.rule.name}`);
}

const doors = {
  'packages/core/src/money/index.ts': "export { money } from './money.ts';\n",
  'packages/core/src/money/money.ts':
    "import { z } from 'zod';\nimport { createHash } from 'node:crypto';\nexport const money = [z, createHash];\n",
  'packages/core/src/ledger/index.ts': "export { money as ledger } from '../money/index.ts';\n",
  'packages/ml/src/categoriser/index.ts': 'export const categoriser = 1;\n',
  'packages/db/src/ledger/ledger.table.ts': 'export const ledgerTable = 1;\n',
  'packages/db/src/payees/index.ts': "export { ledgerTable } from '../ledger/ledger.table.ts';\n",
  'packages/core/src/review/asking.ts':
    "import type { Answer } from './answering.ts';\nexport type Ask = Answer;\n",
  'packages/core/src/review/answering.ts':
    "export { type Ask } from './asking.ts';\nexport type Answer = 1;\n",
  'packages/db/src/ledger/index.ts': "export { ledger } from '@steward/core/ledger';\n",
  'packages/api/src/ledger/index.ts':
    "import { ledger } from '@steward/db/ledger';\nexport { categoriser } from '@steward/ml/categoriser';\nexport type Ledger = typeof ledger;\n",
  'packages/client/src/client/index.ts': "export type { Ledger } from '@steward/api/ledger';\n",
  'apps/web/src/routes/page.ts': "export { categoriser } from '@steward/api/ledger';\n",
  'apps/cli/src/main.ts': "export { categoriser } from '@steward/ml/categoriser';\n",
  'packages/api/src/backup/index.ts': 'export const backup = 1;\n',
  'apps/cli/src/backup/index.ts': "export { backup } from '@steward/api/backup';\n",
};

test('a tree that keeps the boundaries passes', () => {
  expect(brokenBoundaries(doors)).toEqual([]);
});

test('each planted violation of a boundary is named by its rule', () => {
  const cases: [string, string, string][] = [
    ['packages/core/src/audit/a.ts', "import '@steward/db/ledger';\n", 'direction-packages-core'],
    ['packages/core/src/audit/b.ts', "import 'left-pad';\n", 'outside-packages-core'],
    ['packages/core/src/audit/c.ts', "import 'node:fs';\n", 'outside-packages-core'],
    ['packages/ml/src/statistics/a.ts', "import '@steward/core/money';\n", 'direction-packages-ml'],
    ['packages/ml/src/statistics/b.ts', "import 'zod';\n", 'outside-packages-ml'],
    ['packages/db/src/audit/a.ts', "import '@steward/ml/categoriser';\n", 'direction-packages-db'],
    ['packages/db/src/audit/b.ts', "import 'left-pad';\n", 'outside-packages-db'],
    ['packages/api/src/audit/a.ts', "import '@steward/client/client';\n", 'direction-packages-api'],
    ['packages/client/src/client/a.ts', "import '@steward/db/ledger';\n", 'direction-packages-client'],
    [
      'packages/client/src/client/b.ts',
      "export { categoriser } from '@steward/api/ledger';\n",
      'client-takes-types-only',
    ],
    ['apps/web/src/routes/a.ts', "import '@steward/db/ledger';\n", 'direction-apps-web'],
    ['apps/web/src/routes/b.ts', "import '@steward/ml/categoriser';\n", 'direction-apps-web'],
    ['apps/cli/src/replay/a.ts', "import '@steward/db/ledger';\n", 'direction-apps-cli'],
    ['apps/cli/src/replay/b.ts', "import '@steward/api/ledger';\n", 'cli-enters-api-for-the-folder-only'],
    ['apps/bank-feed/src/feed/a.ts', "import '@steward/core/money';\n", 'direction-apps-bank-feed'],
    ['packages/core/src/audit/d.ts', "import '../money/money.ts';\n", 'one-door-between-features'],
    [
      'packages/api/src/audit/c.ts',
      "import '../../../db/src/ledger/ledger.table.ts';\n",
      'tables-stay-in-db',
    ],
    ['tests/a.ts', "import '../packages/core/src/money/money.ts';\n", 'one-door-from-outside'],
    ['packages/api/src/audit/b.ts', "import '@steward/core/money/money.ts';\n", 'no-deep-import'],
    ['packages/core/src/audit/e.ts', "import './f.ts';\n", 'no-cycles'],
  ];
  const files = Object.fromEntries(cases.map(([path, text]) => [path, text]));
  const otherHalf = { 'packages/core/src/audit/f.ts': "import './e.ts';\n" };
  const broken = brokenBoundaries({ ...doors, ...files, ...otherHalf });
  for (const [path, , rule] of cases) expect(broken).toContain(`${path}: ${rule}`);
});
