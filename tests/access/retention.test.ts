import { applyRetention, createRetentionRunner, exportAudit } from '@steward/api/audit';
import { verifyExport } from '@steward/core/audit';
import type { WorkspaceDb } from '@steward/db/client';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fillWorkspace } from './fill-workspace.ts';
import { clientWith, makeKey, ownerScope, setUpOwner, startSteward, type TestSteward } from './steward.ts';

const DAY_MS = 86_400_000;

let steward: TestSteward;
let client: ReturnType<typeof clientWith>;
let db: WorkspaceDb;
let decisionId: string;

beforeEach(async () => {
  steward = await startSteward();
  const cookie = await setUpOwner(steward);
  const { key } = await makeKey(steward, cookie, 'admin');
  client = clientWith(steward, key);
  const ids = await fillWorkspace(steward, 'Kestrel', { cookie, key });
  decisionId = ids.find((id) => id.startsWith('dec_')) ?? '';
  const { workspace } = await ownerScope(steward, cookie);
  db = await steward.runtime.workspaces.open(workspace.id);
}, 60_000);

afterEach(() => steward.stop());

const keep = (days: number | null) =>
  client.settings.update.mutate({ patch: { retention: { version: 1, days } } });

function passDays(days: number): void {
  steward.now.at = new Date(steward.now.at.getTime() + days * DAY_MS);
}

const apply = () => applyRetention(db, steward.runtime.now);

const verify = () =>
  verifyExport(
    (async function* () {
      for await (const page of exportAudit(db, steward.now.at)) yield* page.split('\n');
    })(),
  );

test('nothing is erased while everything is kept, nor before its time', async () => {
  passDays(4_000);
  expect(await apply()).toBe(0);
  await keep(36_500);
  expect(await apply()).toBe(0);
  expect(await verify()).toMatchObject({ status: 'verified', erased: 0 });
});

test('what is older is erased, the chain still verifies, and the erasing stands in it', async () => {
  passDays(40);
  await keep(30);
  const before = await verify();
  const erased = await apply();
  expect(erased).toBe(before.count - 1);
  const after = await verify();
  expect(after).toMatchObject({ status: 'verified', count: before.count + 1, erased });
  const { items } = await client.mlSystem.searchAuditLogs.query({ limit: 2 });
  expect(items[0]?.payload).toMatchObject({ change: 'payloads_erased', erased });
  expect(items[1]?.payload).toMatchObject({ change: 'settings_updated' });
  expect(await apply()).toBe(0);
});

test('a decision whose payload was erased says so and has no explanation, and is not replayed', async () => {
  const before = await client.decisions.getDecision.query({ id: decisionId });
  expect(before.outcomeReason.message).not.toContain('Erased');
  passDays(40);
  await keep(30);
  await apply();
  const after = await client.decisions.getDecision.query({ id: decisionId });
  expect(after.explanation).toBeNull();
  expect(after.outcomeReason.message).toBe('Erased: it is older than what this workspace keeps.');
  expect(after.prediction).toBe(before.prediction);
  const replay = await client.decisions.replay.query({ last: 100 });
  expect(replay).toMatchObject({ replayed: 0, differences: [] });
  expect(replay.skipped).toBeGreaterThan(0);
});

test('a change of settings that was erased is still listed, and can no longer be taken back', async () => {
  await client.settings.update.mutate({ patch: { locale: 'de-AT' } });
  passDays(40);
  await keep(30);
  await apply();
  const { items } = await client.settings.history.query({});
  const erased = items.find(({ changes }) => changes === null);
  expect(erased).toMatchObject({ changes: null, isInForce: false });
  await expect(client.settings.revert.mutate({ seq: erased?.seq ?? 0 })).rejects.toThrow('was erased');
});

test('what was erased is not left in the files either', async () => {
  const mark = 'Peregrine falcon';
  await client.access.renameWorkspace.mutate({ name: mark });
  await client.access.renameWorkspace.mutate({ name: 'Alder House' });
  const hasMark = () => {
    const folder = join(steward.folder, 'workspaces');
    return readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(mark));
  };
  expect(hasMark()).toBe(true);
  passDays(40);
  await keep(30);
  await apply();
  expect(hasMark()).toBe(false);
});

test('answers kept for callers that ask twice go too', async () => {
  const answers = () =>
    db.write(async (tx) => (await tx.execute('select key from decisions_idempotency')).rows.length);
  expect(await answers()).toBeGreaterThan(0);
  passDays(40);
  await keep(30);
  await apply();
  expect(await answers()).toBe(0);
});

test('the daily run erases everywhere, also after a workspace whose file cannot be opened', async () => {
  passDays(40);
  await keep(30);
  const { log, now } = steward.runtime;
  const runner = createRetentionRunner({
    ...{ log, now, firstAfterMs: 1 },
    listWorkspaceIds: () => Promise.resolve(['ws_broken', 'ws_whole']),
    open: (id) => (id === 'ws_whole' ? Promise.resolve(db) : Promise.reject(new Error('planned'))),
  });
  await expect
    .poll(async () => JSON.stringify(await verify()), { timeout: 15_000 })
    .toMatch(/"erased":[1-9]/);
  await runner.close();
  expect(steward.logged.join()).toContain('retention failed');
});
