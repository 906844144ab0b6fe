import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { expect, test } from 'vitest';
import { structureViolations, type SourceFile } from './structure.rules.ts';

const root = join(import.meta.dirname, '..');
/** What tools and a running Steward leave behind; git ignores the same names. */
const leftBehind =
  /^(node_modules|\.git|\.turbo|\.svelte-kit|build|data|test-results|playwright-report|\.ci-cache)$|\.(log|tsbuildinfo)$/;

function filesBelow(folder: string): SourceFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !leftBehind.test(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(path);
      const text = /\.(ts|js|mjs|svelte)$/.test(entry.name) ? readFileSync(path, 'utf8') : '';
      return [{ path: relative(root, path).split(sep).join('/'), text }];
    });
}

test('the repository has the shape that docs/architecture.md describes', () => {
  expect(structureViolations(filesBelow(root))).toEqual([]);
});
