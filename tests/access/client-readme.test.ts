import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKey, setUpOwner, startSteward } from './steward.ts';
import { startWebServer, type WebServer } from './web-server.ts';

const CLIENT = fileURLToPath(new URL('../../packages/client/', import.meta.url));
/** Inside of this package, so that the client is found by its name. */
const EXAMPLES = fileURLToPath(new URL('../test-results/readme/', import.meta.url));

const examples = [...readFileSync(join(CLIENT, 'README.md'), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(
  ([, code = '']) => code,
);

let server: WebServer;
let environment: Record<string, string>;
let dataFolder: string;

beforeAll(async () => {
  const steward = await startSteward();
  dataFolder = steward.folder;
  const { key } = await makeKey(steward, await setUpOwner(steward), 'admin');
  await steward.runtime.close();
  server = await startWebServer({ STEWARD_DATA: dataFolder });
  environment = { STEWARD_URL: server.url, STEWARD_API_KEY: key };
  mkdirSync(EXAMPLES, { recursive: true });
}, 60_000);
afterAll(async () => {
  await server.stop();
  rmSync(dataFolder, { recursive: true, force: true });
  rmSync(EXAMPLES, { recursive: true, force: true });
});

/** What each example prints, in the order of the README. */
const PRINTED = [
  /^Working in Alder House$/,
  /^suggested 0\.\d+ .*\bof\b/,
  /^not_found transaction There is no transaction/,
  /^The audit chain is at \d+$/,
  /^Groceries 0\.\d+ suggested$/,
];

test('the README has an example for each of these', () => {
  expect(examples).toHaveLength(PRINTED.length);
});

test.each(PRINTED.map((printed, index) => ({ index, printed })))(
  'example $index runs and prints $printed',
  async ({ index, printed }) => {
    const file = join(EXAMPLES, `example-${index}.ts`);
    writeFileSync(file, examples[index] ?? '');
    const child = spawn(process.execPath, [file], { env: { ...process.env, ...environment } });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (out += chunk.toString()));
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect({ code, out: out.trim() }).toEqual({ code: 0, out: expect.stringMatching(printed) as string });
  },
  30_000,
);
