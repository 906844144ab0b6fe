import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from '../log/index.ts';
import { createWebhookRunner } from './webhook-runner.ts';
import { createWebhook, listDeliveriesPage, sendTestMessage } from './webhooks.service.ts';

let folder: string;
let db: WorkspaceDb;
let server: Server;
let url: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-webhook-runner-'));
  db = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_test' });
  server = createServer((_request, response) => response.end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(() => {
  server.close();
  db.close();
  rmSync(folder, { recursive: true });
});

test('what is queued is sent by itself, also by a process that has yet to find out who listens', async () => {
  const parts = { log: createLog('silent'), now: () => new Date(), allowPrivate: true };
  const open = () => Promise.resolve(db);
  const runner = createWebhookRunner({
    ...parts,
    open,
    listWorkspaceIds: () => Promise.resolve(['ws_test']),
  });
  const services = { webhooks: { watch: () => undefined }, config: { webhookAllowPrivate: true } };
  const scope = { actor: { kind: 'user' as const, id: 'usr_1', name: 'Ada' }, db, now: parts.now, services };
  const { id } = await createWebhook(scope, { url, description: '', events: ['decisions.made'] });
  const arrived = once(server, 'request');
  await sendTestMessage(scope, id);
  await arrived;
  await runner.close();
  const { items } = await listDeliveriesPage(db, { id, limit: 10 });
  expect(items).toMatchObject([{ type: 'webhook.test', attempts: 1 }]);
});

test('everything due is sent when asked to, but nothing of a workspace that is forgotten', async () => {
  const parts = { log: createLog('silent'), now: () => new Date(), allowPrivate: true };
  const open = () => Promise.resolve(db);
  const runner = createWebhookRunner({ ...parts, open, listWorkspaceIds: () => Promise.resolve([]) });
  const services = { webhooks: runner, config: { webhookAllowPrivate: true } };
  const scope = { actor: { kind: 'user' as const, id: 'usr_1', name: 'Ada' }, db, now: parts.now, services };
  const { id } = await createWebhook(scope, { url, description: '', events: ['decisions.made'] });
  await sendTestMessage(scope, id);
  await runner.sendDue();
  await runner.forget('ws_test');
  await sendTestMessage(scope, id);
  await runner.sendDue();
  await runner.close();
  const { items } = await listDeliveriesPage(db, { id, limit: 10 });
  expect(items.map(({ status }) => status)).toEqual(['waiting', 'delivered']);
});
