import { SYSTEM_ACTOR, type Actor } from '@steward/core/identity';
import { readAuditRange } from '@steward/db/audit';
import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import { insertImported, type ImportedTransaction } from '@steward/db/ledger';
import { noteForWebhooks, readActiveWebhooks } from '@steward/db/webhooks';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendNext, type Sending } from './sender.ts';
import {
  createWebhook,
  listDeliveriesPage,
  redeliver,
  removeWebhook,
  rotateWebhookSecret,
  sendTestMessage,
  updateWebhook,
} from './webhooks.service.ts';

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

interface Message {
  type: string;
  data: { transactions?: { id: string; amountMinor: number }[] };
}

const actor: Actor = { kind: 'user', id: 'usr_test', name: 'Ada' };
const events = ['transactions.created' as const];
let folder: string;
let db: WorkspaceDb;
let now: Date;
let server: Server;
let url: string;
let received: Received[];
/** What the receiver answers, the last one for ever. */
let statuses: number[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-webhooks-'));
  db = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_test' });
  now = new Date('2026-11-28T12:00:00Z');
  received = [];
  statuses = [200];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      const status = statuses.length > 1 ? statuses.shift() : statuses[0];
      response.writeHead(status ?? 200, { location: url }).end('noted\u0000');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`;
});

afterEach(() => {
  server.close();
  db.close();
  rmSync(folder, { recursive: true });
});

function scope(webhookAllowPrivate = true) {
  return {
    ...{ actor, db, now: () => now },
    services: { webhooks: { watch: () => undefined }, config: { webhookAllowPrivate } },
  };
}

function sending(given: Partial<Sending> = {}): Sending {
  const signal = new AbortController().signal;
  return { now: () => now, chance: () => 0, allowPrivate: true, holder: 'one', signal, ...given };
}

async function sendAll(how = sending()): Promise<void> {
  for (const endpoint of await db.read(readActiveWebhooks)) {
    let current: typeof endpoint | undefined = endpoint;
    while (current && (await sendNext(db, current, how))) {
      current = (await db.read(readActiveWebhooks)).find(({ id }) => id === endpoint.id);
    }
  }
}

/** Transactions in the ledger, and in the outbox in the same transaction. */
async function book(...ids: string[]): Promise<void> {
  const transactions = ids.map((id): ImportedTransaction => ({
    ...{ id, splitId: `spl_${id}`, accountId: 'acc_1', date: '2026-11-01', amountMinor: -100 },
    ...{ currency: 'EUR', payeeId: 'pay_1', importedPayee: 'Café 25°', importedMemo: '', context: {} },
    ...{ fingerprint: id, externalId: null, categoryId: null, learningSeq: null },
  }));
  await db.write(async (tx) => {
    await insertImported(tx, { importId: 'imp_1', changeSetId: 'chg_1', at: now, transactions });
    await noteForWebhooks(tx, { type: 'transactions.created', ids, at: now });
  });
}

const create = () => createWebhook(scope(), { url, description: '', events });
const told = () =>
  received.map(({ body }) => (JSON.parse(body) as Message).data.transactions?.map(({ id }) => id));
const outbox = () => db.read((orm) => orm.all('select seq from webhooks_outbox'));
const later = (ms: number) => {
  now = new Date(now.getTime() + ms);
};
async function deliveries(id: string) {
  return (await listDeliveriesPage(db, { id, limit: 50 })).items.reverse();
}

/** As the Standard Webhooks specification verifies: any one of the signatures. */
function isSignedWith(secret: string, { headers, body }: Received): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const text = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const signature = `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
  return String(headers['webhook-signature']).split(' ').includes(signature);
}

describe('a webhook', () => {
  it('is told of what happened since it is there, together, in order and signed', async () => {
    await book('txn_before');
    const { id, secret } = await create();
    await book('txn_1', 'txn_2');
    await book('txn_3');
    await sendAll();
    expect(told()).toEqual([['txn_1', 'txn_2', 'txn_3']]);
    const [message] = received;
    expect(message && isSignedWith(secret, message)).toBe(true);
    expect(message?.headers['webhook-timestamp']).toBe(String(now.getTime() / 1000));
    expect(JSON.parse(message?.body ?? '')).toMatchObject({
      ...{ type: 'transactions.created', timestamp: now.toISOString() },
      data: {
        workspaceId: 'ws_test',
        transactions: [{ importedPayee: 'Café 25°', amountMinor: -100 }, {}, {}],
      },
    });
    expect(await deliveries(id)).toMatchObject([
      { status: 'delivered', attempts: 1, itemCount: 3, responseStatus: 200, responseText: 'noted' },
    ]);
  });

  it('costs no row while nobody listens, to this or at all', async () => {
    await book('txn_1');
    const { id } = await createWebhook(scope(), { url, description: '', events: ['decisions.made'] });
    await book('txn_2');
    await updateWebhook(scope(), { id, events, isActive: false });
    await book('txn_3');
    expect(await outbox()).toEqual([]);
  });

  it('is told nothing of what was rolled back', async () => {
    await create();
    const failing = db.write(async (tx) => {
      await noteForWebhooks(tx, { type: 'transactions.created', ids: ['txn_1'], at: now });
      throw new Error('the disk is full');
    });
    await expect(failing).rejects.toThrow('the disk is full');
    expect(await outbox()).toEqual([]);
  });

  it('gets the same message again until it takes it, and nothing else before', async () => {
    statuses = [500, 302, 200];
    const { id } = await create();
    await book('txn_1');
    await sendAll();
    await book('txn_2');
    await sendAll();
    expect(received).toHaveLength(1);
    later(5_000);
    await sendAll();
    expect((await deliveries(id))[0]).toMatchObject({
      ...{ status: 'waiting', attempts: 2, responseStatus: 302 },
      error: 'It answered 302: redirects are not followed, enter the final address.',
    });
    later(20_000);
    await sendAll();
    expect(told()).toEqual([['txn_1'], ['txn_1'], ['txn_1'], ['txn_2']]);
    expect(new Set(received.slice(0, 3).map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(received.slice(0, 3).map(({ body }) => body)).size).toBe(1);
  });

  it('is stopped when a message is dead; what waits is sent once it is taken up, the dead one when asked for', async () => {
    statuses = [503];
    const { id } = await create();
    await book('txn_1');
    for (let attempt = 0; attempt < 12; attempt++) {
      await sendAll();
      later(100_000_000);
    }
    expect(received).toHaveLength(9);
    const [dead] = await deliveries(id);
    expect(dead).toMatchObject({ status: 'dead', attempts: 9, nextAttemptAt: null });
    const audit = await db.read((orm) => readAuditRange(orm, 1, 20));
    expect(audit.at(-1)).toMatchObject({
      actor: SYSTEM_ACTOR,
      subject: id,
      payload: { change: 'webhook_stopped' },
    });
    await book('txn_2');
    statuses = [200];
    await sendAll();
    expect(received).toHaveLength(9);
    await redeliver(scope(), { id, deliveryId: dead?.id ?? '' });
    await sendAll();
    await updateWebhook(scope(), { id, isActive: true });
    await sendAll();
    expect(told().slice(9)).toEqual([['txn_1'], ['txn_2']]);
    expect(received[9]?.headers['webhook-id']).toBe(dead?.id);
  });

  it('that is gone for good is not tried again', async () => {
    statuses = [410];
    const { id } = await create();
    await book('txn_1');
    await sendAll();
    expect(await deliveries(id)).toMatchObject([{ status: 'dead', attempts: 1 }]);
  });

  it('gets a message again, with the same id, when the process ended before it was noted as sent', async () => {
    await create();
    await book('txn_1');
    const [endpoint] = await db.read(readActiveWebhooks);
    if (!endpoint) throw new Error('there is one');
    let writes = 0;
    const ending: WorkspaceDb = {
      ...db,
      write: (work) => (writes++ === 0 ? db.write(work) : Promise.reject(new Error('the process ended'))),
    };
    await expect(sendNext(ending, endpoint, sending())).rejects.toThrow('the process ended');
    // Another process takes it over, but only when the first can no longer be at it.
    await sendAll(sending({ holder: 'two' }));
    expect(received).toHaveLength(1);
    later(60_000);
    await sendAll(sending({ holder: 'two' }));
    expect(told()).toEqual([['txn_1'], ['txn_1']]);
    expect(received[0]?.headers['webhook-id']).toBe(received[1]?.headers['webhook-id']);
  });

  it('is signed with two secrets while one is changed for another', async () => {
    const { id, secret } = await create();
    const { secret: newer } = await rotateWebhookSecret(scope(), { id, overlapHours: 24 });
    await sendTestMessage(scope(), id);
    await sendAll();
    later(24 * 3_600_000);
    await sendTestMessage(scope(), id);
    await sendAll();
    expect(received.map((one) => [isSignedWith(secret, one), isSignedWith(newer, one)])).toEqual([
      [true, true],
      [false, true],
    ]);
  });

  it('is audited in all that is done with it, without its secrets', async () => {
    const { id, secret } = await create();
    await updateWebhook(scope(), { id, description: 'Books' });
    await updateWebhook(scope(), { id, description: 'Books' });
    const rotated = await rotateWebhookSecret(scope(), { id, overlapHours: 1 });
    await removeWebhook(scope(), id);
    const audit = await db.read((orm) => readAuditRange(orm, 1, 20));
    expect(audit.map(({ payload }) => payload?.change)).toEqual([
      ...['webhook_created', 'webhook_updated', 'webhook_secret_rotated', 'webhook_removed'],
    ]);
    expect(JSON.stringify(audit)).not.toContain(secret);
    expect(JSON.stringify(audit)).not.toContain(rotated.secret);
    await expect(sendTestMessage(scope(), id)).rejects.toMatchObject({ reason: 'webhook' });
  });
});

describe('where webhooks go', () => {
  it.each([
    ...['http://example.org/', 'https://127.0.0.1/', 'https://10.1.2.3/', 'https://169.254.169.254/latest'],
    ...['https://[::1]/', 'https://[::ffff:10.0.0.1]/', 'https://[fd00::1]/', 'https://[64:ff9b::a00:1]/'],
    ...['https://0x7f.1/', 'https://2130706433/', 'https://[2002:a00:1::]/'],
  ])('%s is refused', async (address) => {
    await expect(
      createWebhook(scope(false), { url: address, description: '', events }),
    ).rejects.toMatchObject({
      reason: 'webhook_address',
    });
  });

  it('a name that stands for a private address is refused when the connection is made', async () => {
    const { port } = server.address() as AddressInfo;
    const { id } = await createWebhook(scope(false), {
      ...{ url: `https://localhost:${port}/`, description: '', events },
    });
    await sendTestMessage(scope(false), id);
    await sendAll(sending({ allowPrivate: false }));
    expect(received).toEqual([]);
    expect((await deliveries(id))[0]?.error).toMatch(/^localhost is (127\.0\.0\.1|::1), which is private/);
  });

  it('a name that stands for nothing is told as it is', async () => {
    const { id } = await createWebhook(scope(false), {
      url: 'https://webhook.invalid/',
      description: '',
      events,
    });
    await sendTestMessage(scope(false), id);
    await sendAll(sending({ allowPrivate: false }));
    expect((await deliveries(id))[0]?.error).toMatch(/^It could not be reached \((ENOTFOUND|EAI_AGAIN)\)\.$/);
  });

  it('an answer without end is not waited for', async () => {
    server.removeAllListeners('request');
    server.on('request', (_request, response) => {
      const write = () => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
        if (!response.destroyed) response.once('drain', write);
      };
      write();
    });
    const { id } = await create();
    await sendTestMessage(scope(), id);
    await sendAll();
    expect((await deliveries(id))[0]).toMatchObject({ status: 'delivered', responseText: 'x'.repeat(300) });
  });

  it('one that nobody listens on is told as it is', async () => {
    const { id } = await create();
    server.close();
    await sendTestMessage(scope(), id);
    await sendAll();
    expect((await deliveries(id))[0]).toMatchObject({
      ...{ status: 'waiting', error: 'It could not be reached (ECONNREFUSED).' },
    });
  });
});
