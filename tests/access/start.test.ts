import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { requestFrom, setUpOwner, startSteward } from './steward.ts';

test('secret and control database are for their owner only', async () => {
  const steward = await startSteward();
  await setUpOwner(steward);
  for (const file of ['secret', 'control.db']) {
    expect(statSync(join(steward.folder, file)).mode & 0o777).toBe(0o600);
  }
  await steward.stop();
});

test('a session lives on after a restart', async () => {
  const first = await startSteward();
  const cookie = await setUpOwner(first);
  await first.runtime.close();
  const second = await startSteward(first.folder);
  expect(await second.runtime.access.setUpLink()).toBeNull();
  const { identity } = await second.runtime.access.identify(requestFrom('198.51.100.1', { cookie }));
  expect(identity?.user?.name).toBe('Ada');
  await second.stop();
});

test('an emptied secret stops the start and says so', async () => {
  const first = await startSteward();
  await first.runtime.close();
  writeFileSync(join(first.folder, 'secret'), '');
  await expect(startSteward(first.folder)).rejects.toMatchObject({ reason: 'secret_unusable' });
});
