import { createImport, importDepsOf } from '@steward/api/imports';
import { setTimeout as sleep } from 'node:timers/promises';
import { clientWith, ownerScope, type TestSteward } from './steward.ts';

/**
 * Puts something of everything into the owner's workspace, each name and text with the mark: accounts, categories,
 * an imported file with payees, transactions and what recurs among them, decisions, a queue to review. Returns every id that came about.
 */
export async function fillWorkspace(steward: TestSteward, mark: string, access: Access): Promise<string[]> {
  const client = clientWith(steward, access.key);
  const food = await client.ledger.createCategory.mutate({ name: `${mark} Food`, kind: 'expense' });
  await client.budgets.create.mutate({ categoryId: food.id, amountMinor: 300_00, currency: 'EUR' });
  const account = await client.ledger.createAccount.mutate({
    ...{ name: `${mark} Current`, type: 'checking', currency: 'EUR', openingBalanceMinor: 0 },
  });
  await importFile(steward, mark, { ...access, accountId: account.id });
  await client.decisions.decide.mutate({
    ...{ idempotencyKey: `${mark}-1`, kind: 'category' },
    subjects: [
      {
        externalId: `${mark}-1`,
        payee: `${mark} Coffee`,
        amountMinor: -350,
        currency: 'EUR',
        date: '2026-11-20',
      },
    ],
  });
  await client.webhooks.create.mutate({ url: 'https://webhook.invalid/', description: `${mark} listener` });
  return idsOf(steward, access.cookie);
}

interface Access {
  cookie: string;
  /** Of an admin. */
  key: string;
}

async function importFile(
  steward: TestSteward,
  mark: string,
  { cookie, key, accountId }: Access & { accountId: string },
): Promise<void> {
  const { runtime } = steward;
  const { actor, workspace } = await ownerScope(steward, cookie);
  const db = await runtime.workspaces.open(workspace.id);
  const rows = [1, 2, 3, 4].map((day) => `2026-11-0${day},${mark} Bakery,-${day}.50,${mark} memo`);
  const months = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11'];
  const membership = months.map((month) => `2026-${month}-05,${mark} Membership,-19.00,${mark} memo`);
  const file = ['Date,Payee,Amount,Memo', ...rows, ...membership].join('\n');
  const created = await createImport(importDepsOf({ db, actor, services: runtime, now: runtime.now }), {
    headers: new Headers({ 'x-file-name': `${mark}.csv` }),
    body: new Blob([file]).stream(),
    accountId,
  });
  const client = clientWith(steward, key);
  const reaches = async (wanted: string) => {
    for (;;) {
      const { status } = await client.imports.getImport.query({ id: created.id });
      if (status === wanted) return;
      if (status === 'failed') throw new Error(`the import failed instead of being ${wanted}`);
      await sleep(50);
    }
  };
  await reaches('ready');
  await client.imports.commit.mutate({ id: created.id });
  await reaches('committed');
  while ((await client.recurring.listStreams.query({})).items.length === 0) await sleep(50);
}

async function idsOf(steward: TestSteward, cookie: string): Promise<string[]> {
  const { workspace } = await ownerScope(steward, cookie);
  const db = await steward.runtime.workspaces.open(workspace.id);
  const tables = await db.write((tx) =>
    tx.execute(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`),
  );
  const texts: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await db.write((tx) => tx.execute(`select * from "${name as string}"`));
    texts.push(JSON.stringify(rows));
  }
  const found = texts.join().match(/\b[a-z]{2,4}_[0-9a-f]{8}-[0-9a-f-]{27}\b/g) ?? [];
  return [...new Set(found)];
}
