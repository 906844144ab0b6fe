import { spawnSync } from 'node:child_process';
import { copyFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { plantTree } from './planted-tree.ts';

const repository = join(import.meta.dirname, '..', '..');
const planted: string[] = [];
afterAll(() => {
  for (const folder of planted) rmSync(folder, { recursive: true, force: true });
});

function knip(files: Record<string, string>): { status: number | null; output: string } {
  const root = plantTree(files);
  planted.push(root);
  copyFileSync(join(repository, 'knip.json'), join(root, 'knip.json'));
  symlinkSync(join(repository, 'tsconfig.base.json'), join(root, 'tsconfig.base.json'));
  const program = join(repository, 'node_modules/.bin/knip');
  const args = ['--no-progress', '--no-config-hints', '--include', 'files,exports,types'];
  const result = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
  return { status: result.status, output: result.stdout + result.stderr };
}

const used = {
  'packages/core/src/money/index.ts': "export { money } from './money.ts';\n",
  'packages/core/src/money/money.ts': 'export const money = 1;\n',
  'packages/api/src/ledger/index.ts': "import { money } from '@steward/core/money';\nimport './door.ts';\n",
  'packages/api/src/ledger/door.ts': 'export {};\n',
};

test('knip accepts a tree where everything is used', () => {
  expect(knip(used)).toMatchObject({ status: 0 });
});

test('knip names an unused file, an unused export and a door that nobody uses', () => {
  const result = knip({
    ...used,
    'packages/core/src/money/money.ts': 'export const money = 1;\nexport const plantedExport = 2;\n',
    'packages/core/src/audit/index.ts': 'export const plantedDoor = 3;\n',
    'packages/core/src/audit/planted-file.ts': 'export const nothing = 4;\n',
  });
  expect(result.status).not.toBe(0);
  expect(result.output).toContain('plantedExport');
  expect(result.output).toContain('plantedDoor');
  expect(result.output).toContain('planted-file.ts');
});
