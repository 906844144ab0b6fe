import { createStewardClient, learnAll } from '@steward/client/client';
import { rmSync } from 'node:fs';
import { makeKey, setUpOwner, startSteward } from '../access/steward.ts';
import { startWebServer } from '../access/web-server.ts';
import type { Connection } from './exercise.ts';

export interface TaughtSteward extends Connection {
  stop(): Promise<void>;
}

/** A real server whose model knows two payees, and a key of it. */
export async function startTaughtSteward(environment: Record<string, string> = {}): Promise<TaughtSteward> {
  const prepared = await startSteward();
  const { key } = await makeKey(prepared, await setUpOwner(prepared), 'admin');
  await prepared.runtime.close();
  const server = await startWebServer({ STEWARD_DATA: prepared.folder, ...environment });
  const client = createStewardClient({ url: server.url, apiKey: key });
  const groceries = await client.ledger.createCategory.mutate({ name: 'Groceries', kind: 'expense' });
  const travel = await client.ledger.createCategory.mutate({ name: 'Travel', kind: 'expense' });
  const examples = Array.from({ length: 40 }, (_, index) => ({
    ...{ externalId: `old-${index}`, amountMinor: -1_000 - index, currency: 'EUR', date: '2026-10-01' },
    ...(index % 2 === 0
      ? { payee: 'Corner Market', categoryId: groceries.id }
      : { payee: 'Rail Ticket', categoryId: travel.id }),
  }));
  await learnAll(client, examples);
  return {
    ...{ url: server.url, apiKey: key },
    stop: async () => {
      await server.stop();
      rmSync(prepared.folder, { recursive: true, force: true });
    },
  };
}
