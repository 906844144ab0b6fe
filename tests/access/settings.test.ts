import { exportAudit } from '@steward/api/audit';
import { verifyExport } from '@steward/core/audit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clientWith, makeKey, ownedSteward, ownerScope, type TestSteward } from './steward.ts';

let steward: TestSteward;
let cookie: string;
let client: ReturnType<typeof clientWith>;

beforeEach(async () => {
  ({ steward, cookie } = await ownedSteward());
  client = clientWith(steward, (await makeKey(steward, cookie, 'admin')).key);
});

afterEach(() => steward.stop());

const update = (patch: Parameters<typeof client.settings.update.mutate>[0]['patch']) =>
  client.settings.update.mutate({ patch });
const history = async () => (await client.settings.history.query({})).items;
const newestSeq = async () => (await history())[0]?.seq ?? 0;

test('every change tells who made it, from what to what, whether it is a setting or the name', async () => {
  await update({ monthStartDay: 5, locale: 'de-AT' });
  await client.access.renameWorkspace.mutate({ name: 'Birch House' });
  expect(await history()).toMatchObject([
    { changes: [{ name: 'name', before: 'Alder House', after: 'Birch House' }], isInForce: true },
    {
      actor: { kind: 'key', name: 'admin key' },
      isInForce: true,
      changes: [
        { name: 'locale', before: 'en-GB', after: 'de-AT' },
        { name: 'monthStartDay', before: 1, after: 5 },
      ],
    },
  ]);
});

test('a change is taken back as a whole, and that is a change too, which can be taken back', async () => {
  await update({ monthStartDay: 5, locale: 'de-AT' });
  const seq = await newestSeq();
  await client.settings.revert.mutate({ seq });
  expect(await client.settings.get.query()).toMatchObject({ monthStartDay: 1, locale: 'en-GB' });
  expect(await history()).toMatchObject([
    { reverts: seq, isInForce: true },
    { seq, isInForce: false },
  ]);
  await client.settings.revert.mutate({ seq: await newestSeq() });
  expect(await client.settings.get.query()).toMatchObject({ monthStartDay: 5, locale: 'de-AT' });
});

test('what was changed again since is not taken back, and the change in the way is named', async () => {
  await update({ monthStartDay: 5, locale: 'de-AT' });
  const first = await newestSeq();
  await update({ locale: 'fr-FR' });
  const second = await newestSeq();
  await update({ timeZone: 'Europe/Vienna' });
  await expect(client.settings.revert.mutate({ seq: first })).rejects.toThrow(
    `Record ${second} changed the language again (admin key): revert that one first.`,
  );
  expect(await client.settings.get.query()).toMatchObject({ monthStartDay: 5, locale: 'fr-FR' });
  await client.settings.revert.mutate({ seq: second });
  await client.settings.revert.mutate({ seq: first });
  expect(await client.settings.get.query()).toMatchObject({
    ...{ monthStartDay: 1, locale: 'en-GB', timeZone: 'Europe/Vienna' },
  });
});

test('a new name is taken back like a setting', async () => {
  await client.access.renameWorkspace.mutate({ name: 'Birch House' });
  await client.settings.revert.mutate({ seq: await newestSeq() });
  expect((await ownerScope(steward, cookie)).workspace.name).toBe('Alder House');
  await client.access.renameWorkspace.mutate({ name: 'Cedar House' });
  const cedar = await newestSeq();
  await client.access.renameWorkspace.mutate({ name: 'Dogwood House' });
  await expect(client.settings.revert.mutate({ seq: cedar })).rejects.toThrow('changed the name again');
});

test('limits and retention are kept whole, and come back whole', async () => {
  const riskLimits = {
    ...{ version: 1 as const, maximumWrongShare: 0.05 },
    maximumAmountPerMonth: { amountMinor: 150_000, currency: 'EUR' },
  };
  await update({ riskLimits });
  await update({ retention: { version: 1, days: 90 } });
  expect(await client.settings.get.query()).toMatchObject({ riskLimits, retention: { days: 90 } });
  await client.settings.revert.mutate({ seq: await newestSeq() });
  expect((await client.settings.get.query()).retention.days).toBeNull();
});

test('no record that is no change of settings is taken back, nor one that is not there', async () => {
  for (const seq of [1, 2, 4_000]) {
    await expect(client.settings.revert.mutate({ seq })).rejects.toThrow('is no change of settings here');
  }
});

test('the export verifies after changes and their taking back', async () => {
  await update({ monthStartDay: 5 });
  await client.settings.revert.mutate({ seq: await newestSeq() });
  const { workspace } = await ownerScope(steward, cookie);
  const db = await steward.runtime.workspaces.open(workspace.id);
  const verified = await verifyExport(
    (async function* () {
      for await (const page of exportAudit(db, new Date())) yield* page.split('\n');
    })(),
  );
  expect(verified.status).toBe('verified');
});
