import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyShell } from './first-start.mjs';
import { isAtLeast, requireStartableNode } from './node.mjs';
import { requireFreePort, wantedPort } from './port.mjs';
import { installArguments } from './prepare.mjs';
import { bin, root } from './project.mjs';
import { countTests } from './test.mjs';

test('the port comes from the command line, then from PORT, then is 3000', () => {
  expect(wantedPort(['--port', '4000'], { PORT: '5000' })).toBe(4000);
  expect(wantedPort(['--port=4000'], {})).toBe(4000);
  expect(wantedPort([], { PORT: '5000' })).toBe(5000);
  expect(wantedPort([], { PORT: '' })).toBe(3000);
});

test.each([[['--port', 'abc']], [['--port', '0']], [['--port']], [['--port', '70000']], [['--port', '1e3']]])(
  'the port %s is refused with an example',
  (args) => {
    expect(() => wantedPort(args, {})).toThrow('npm start -- --port 4000');
  },
);

test('a taken port is named together with how to choose another', async () => {
  const holder = createServer();
  await new Promise((resolve) => holder.listen(0, '127.0.0.1', resolve));
  const { port } = holder.address();
  await expect(requireFreePort(port, '127.0.0.1')).rejects.toThrow(`Port ${port} is taken`);
  await new Promise((resolve) => holder.close(resolve));
  await expect(requireFreePort(port, '127.0.0.1')).resolves.toBeUndefined();
});

test('a first start is measured in a shell that knows nothing of this project, with every cache in a folder of its own', () => {
  const ours = { npm_lifecycle_event: 'test', INIT_CWD: root, STEWARD_DATA: '/data', PORT: '1', HOST: '::' };
  const theirs = { HOME: '/home/ada', npm_config_registry: 'https://registry.example' };
  const path = [bin, '/usr/bin'].join(delimiter);
  const shell = emptyShell('/empty', { ...ours, ...theirs, PATH: path });
  expect(shell).toMatchObject(theirs);
  for (const name of Object.keys(ours)) expect(shell).not.toHaveProperty(name);
  expect(shell.PATH.split(delimiter)).toEqual([dirname(process.execPath), '/usr/bin']);
  for (const name of ['npm_config_cache', 'XDG_CACHE_HOME', 'XDG_DATA_HOME', 'PNPM_HOME'])
    expect(shell[name]).toMatch(/^\/empty\//);
});

const unchanged = { hash: 'abc', hasTools: false };

test('a first start installs none of the tools that check and test Steward', () => {
  expect(installArguments({ ...unchanged, withTools: false })).toContain('--prod');
  expect(installArguments({ ...unchanged, withTools: false, stamp: 'older' })).toContain('--prod');
});

test('the tests add the tools to what a start has installed', () => {
  const args = installArguments({ ...unchanged, withTools: true, stamp: 'abc without tools' });
  expect(args).toEqual(['install', '--frozen-lockfile']);
});

test('a start leaves the tools where they are, also when the dependencies have changed', () => {
  const installed = { withTools: false, hash: 'abc', hasTools: true };
  expect(installArguments({ ...installed, stamp: 'abc' })).toBeUndefined();
  expect(installArguments({ ...installed, stamp: 'older' })).not.toContain('--prod');
  expect(installArguments(installed)).not.toContain('--prod');
});

test('nothing is installed twice', () => {
  for (const withTools of [true, false])
    expect(installArguments({ ...unchanged, withTools, stamp: 'abc' })).toBeUndefined();
  expect(installArguments({ ...unchanged, withTools: false, stamp: 'abc without tools' })).toBeUndefined();
});

/** The entries below a heading of the lockfile, each with the packages that are installed along with it. */
function lockedBelow(heading) {
  const [, section] = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8').split(`\n${heading}:\n`);
  const entries = section.split(/\n(?=\S)/)[0].split(/^ {2}(?=\S)/m);
  return new Map(
    entries.filter(Boolean).map((entry) => {
      const kinds = [...entry.matchAll(/^ {4}(?:optionalD|d)ependencies:\n((?: {6}.*\n)+)/gm)];
      const pairs = kinds.flatMap(([, lines]) =>
        [...lines.matchAll(/^ {6}(\S+):(?:\n.*\n {8}version:)? (.+)$/gm)].map(([, name, version]) => [
          name,
          version,
        ]),
      );
      return [
        plain(entry.split(/:(?: \{\})?\n/)[0]),
        pairs.map(([name, version]) => `${plain(name)}@${version}`),
      ];
    }),
  );
}

const plain = (name) => name.replaceAll("'", '');

test('what a start installs brings no tool along', () => {
  const snapshots = lockedBelow('snapshots');
  const found = new Set([...lockedBelow('importers').values()].flat());
  for (const name of found) for (const next of snapshots.get(name) ?? []) found.add(next);
  const names = new Set([...found].map((name) => name.replace(/(?<=.)@.*$/, '')));
  for (const needed of ['vite', 'svelte', 'rolldown', 'better-auth', 'libsql', 'zod'])
    expect(names).toContain(needed);
  const tools = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies;
  // SvelteKit reads types with TypeScript where it is; pnpm leaves it out with the development dependencies.
  const notNeeded = Object.keys(tools).filter((name) => !/^(@types\/.*|typescript)$/.test(name));
  for (const tool of [...notNeeded, 'esbuild', 'drizzle-kit', '@playwright/test'])
    expect(names).not.toContain(tool);
});

test('a Node that is too old is told to its user in one sentence', () => {
  expect(() => requireStartableNode('16.20.2')).toThrow('Node 16.20.2 is too old');
  expect(() => requireStartableNode('18.0.0')).not.toThrow();
  expect(isAtLeast('22.17.0', [22, 17])).toBe(true);
  expect(isAtLeast('22.9.1', [22, 17])).toBe(false);
});

test('the closing line adds up what both runners wrote down', () => {
  const vitest = { numPassedTests: 7, numFailedTests: 1, testResults: [] };
  const playwright = { stats: { expected: 2, unexpected: 1 } };
  expect(countTests({ vitest, playwright, stepFailed: true })).toEqual({ passed: 9, failed: 2 });
  expect(countTests({ vitest: { ...vitest, numFailedTests: 0 }, stepFailed: false })).toEqual({
    passed: 7,
    failed: 0,
  });
});

test('a test file that does not load and a step that fails count as failures', () => {
  const testResults = [{ status: 'failed', assertionResults: [] }];
  const vitest = { numPassedTests: 7, numFailedTests: 0, testResults };
  expect(countTests({ vitest, stepFailed: true })).toEqual({ passed: 7, failed: 1 });
  expect(countTests({ stepFailed: true })).toEqual({ passed: 0, failed: 1 });
});
