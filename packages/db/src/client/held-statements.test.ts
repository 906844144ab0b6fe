import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'steward-statements-'));
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Bulk work as an import does it; posts by how many megabytes the process grew. */
const SOURCE = `
  const { parentPort, workerData } = require('node:worker_threads');
  const columns = [...'abcdefghij'];
  const rows = Array.from({ length: 500 }, (_, row) => columns.map((name) => name + row + 'x'.repeat(90)));
  const megabytes = () => process.memoryUsage().rss / 1e6;
  import(workerData.module).then(async ({ openDatabaseFile }) => {
    const file = await openDatabaseFile(workerData.path, { isBulk: true });
    await file.write((tx) => tx.execute('create table bulk (' + columns.join(',') + ')'));
    const insert = async (times) => {
      for (let turn = 0; turn < times; turn++) await file.write((tx) => tx.insertMany('bulk', columns, rows));
    };
    await insert(100);
    const before = megabytes();
    await insert(400);
    parentPort.postMessage(megabytes() - before);
    file.close();
  });
`;

test('a long piece of work in a thread does not pile up its statements', async () => {
  const module = new URL('./database-file.ts', import.meta.url).href;
  const workerData = { module, path: join(folder, 'bulk.db') };
  const worker = new Worker(SOURCE, { eval: true, workerData });
  const [grownMegabytes] = (await once(worker, 'message')) as [number];
  await worker.terminate();
  // Each of the 400 statements holds more than a megabyte until it is released.
  expect(grownMegabytes).toBeLessThan(200);
});
