import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorkspaceDb } from './index.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'steward-db-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

test('writes of one process queue instead of failing', async () => {
  const db = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_a' });
  const insert = (key: number) =>
    db.write((tx) => tx.insertMany('settings_value', ['key', 'value', 'updated_at'], [[`k${key}`, '1', 0]]));
  await Promise.all(Array.from({ length: 50 }, (_, key) => insert(key)));
  const counted = await db.write((tx) => tx.execute('select count(*) as n from settings_value'));
  expect(counted.rows[0]?.n).toBe(50);
  db.close();
});

test('writes of two processes wait for one another', async () => {
  const db = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_a' });
  const script = join(folder, 'writer.ts');
  writeFileSync(
    script,
    `import { openWorkspaceDb } from ${JSON.stringify(import.meta.resolve('./index.ts'))};
     const db = await openWorkspaceDb({ dataFolder: ${JSON.stringify(folder)}, workspaceId: 'ws_a' });
     for (let i = 0; i < 60; i++)
       await db.write((tx) => tx.insertMany('settings_value', ['key', 'value', 'updated_at'], [['child' + i, '1', 0]]));
     db.close();`,
  );
  const child = fork(script, { stdio: 'inherit' });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  for (let i = 0; i < 60; i++) {
    await db.write((tx) =>
      tx.insertMany('settings_value', ['key', 'value', 'updated_at'], [[`parent${i}`, '1', 0]]),
    );
  }
  expect(await ended).toBe(0);
  const counted = await db.write((tx) => tx.execute('select count(*) as n from settings_value'));
  expect(counted.rows[0]?.n).toBe(120);
  db.close();
});

test('a file under the name of another workspace is refused', async () => {
  const first = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_a' });
  await first.write((tx) => tx.execute(`update workspace_identity set workspace_id = 'ws_b'`));
  first.close();
  await expect(openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_a' })).rejects.toMatchObject({
    reason: 'wrong_workspace_file',
  });
});

test('a workspace id cannot leave its folder', async () => {
  await expect(openWorkspaceDb({ dataFolder: folder, workspaceId: '../x' })).rejects.toMatchObject({
    reason: 'workspace_id',
  });
});
