import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Names of packages that a planted file may import from outside of the tree. */
const outsiders = ['zod', 'left-pad'];

/** Writes a small repository of our shape into a temporary folder and returns where it is. */
export function plantTree(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'steward-rules-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const name of ['core', 'ml', 'db', 'api', 'client']) {
    write(`packages/${name}/package.json`, manifest(name));
    mkdirSync(join(root, 'node_modules/@steward'), { recursive: true });
    symlinkSync(join(root, 'packages', name), join(root, 'node_modules/@steward', name));
  }
  for (const name of ['web', 'cli', 'bank-feed']) write(`apps/${name}/package.json`, manifest(name));
  for (const name of outsiders) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(`node_modules/${name}/index.js`, '');
  }
  write(
    'package.json',
    JSON.stringify({ name: 'planted', private: true, type: 'module', workspaces: ['packages/*'] }),
  );
  write('tests/package.json', manifest('tests'));
  for (const [path, text] of Object.entries(files)) write(path, text);
  return root;
}

function manifest(name: string): string {
  return JSON.stringify({
    name: `@steward/${name}`,
    private: true,
    type: 'module',
    exports: { './*': './src/*/index.ts' },
  });
}
