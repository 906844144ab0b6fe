import { createClient } from '@libsql/client';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { migrate, openDatabaseFile } from '../client/index.ts';
import { listInvitationRows, openControlDb } from './index.ts';

const MIGRATIONS = fileURLToPath(new URL('../../migrations/control', import.meta.url));

interface Journal {
  entries: { idx: number }[];
}

test('a control database made by the first migration takes the later ones and keeps its invitations', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-control-'));
  const first = join(folder, 'first');
  cpSync(MIGRATIONS, first, { recursive: true });
  const journal = join(first, 'meta', '_journal.json');
  const all = JSON.parse(readFileSync(journal, 'utf8')) as Journal;
  writeFileSync(journal, JSON.stringify({ ...all, entries: all.entries.filter(({ idx }) => idx === 0) }));
  const path = join(folder, 'control.db');
  const file = await openDatabaseFile(path);
  await migrate(file, first);
  file.close();
  const client = createClient({ url: `file:${path}` });
  await client.executeMultiple(`
    insert into user values ('u1', 'Ada', 'ada@example.org', 0, null, 1, 1);
    insert into organization values ('ws_1', 'Alder House', 's', null, 1, null);
    insert into invitation values ('i1', 'ws_1', 'kim@example.org', 'viewer', 'pending', 2, 1, 'u1');`);
  client.close();

  const control = await openControlDb(folder);
  expect(await listInvitationRows(control.orm, 'ws_1')).toMatchObject([
    { email: 'kim@example.org', secretHash: null, mailedAt: null, mailFailure: null },
  ]);
  control.close();
  rmSync(folder, { recursive: true });
});
