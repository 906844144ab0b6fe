import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { STEWARD_VERSION } from './index.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');

test('every package says the version that Steward says of itself', () => {
  const manifests = globSync(['package.json', '{packages,apps}/*/package.json'], { cwd: root });
  const versions = manifests.map((path) => {
    const { version } = JSON.parse(readFileSync(join(root, path), 'utf8')) as { version: string };
    return `${path}: ${version}`;
  });
  expect(versions.length).toBeGreaterThan(6);
  expect(versions.filter((line) => !line.endsWith(`: ${STEWARD_VERSION}`))).toEqual([]);
});
