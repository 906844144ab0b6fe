import { createLog } from '@steward/api/log';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  callProcedure,
  makeKey,
  ownedSteward,
  OWNER,
  requestFrom,
  type TestSteward,
} from '../access/steward.ts';

let steward: TestSteward;
let cookie: string;

beforeEach(async () => {
  ({ steward, cookie } = await ownedSteward());
});

afterEach(() => steward.stop());

const lines = () => steward.logged.flatMap((text) => text.split('\n')).filter((line) => line !== '');

const messages = () => lines().map((line) => (JSON.parse(line) as { msg: string }).msg);

test('a line break in what somebody sends makes no second line of the log', async () => {
  const forged = 'x\n{"level":60,"msg":"forged"}\r\nforged';
  await steward.runtime.access
    .signIn(requestFrom('10.0.0.9'), { email: `${forged}@example.org`, password: forged })
    .catch(() => undefined);
  const { key } = await makeKey(steward, cookie, 'viewer');
  const call = { path: 'ledger.listTransactions', type: 'query', headers: { 'x-api-key': key } };
  await callProcedure(steward, { ...call, input: { cursor: forged, search: forged } });
  const written: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => done(void written.push(chunk.toString())),
  });
  createLog('info', sink).warn({ name: forged }, forged);
  expect(written.join('').trimEnd().split('\n')).toHaveLength(1);
  for (const line of lines()) expect(JSON.parse(line)).not.toMatchObject({ msg: 'forged' });
});

test('every line says when, in UTC and to the millisecond', () => {
  expect(lines().length).toBeGreaterThan(0);
  for (const line of lines())
    expect((JSON.parse(line) as { time: string }).time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test('refused sign-ins and refused calls stand in the log, without who or what was tried', async () => {
  const input = { email: OWNER.email, password: 'wrong password' };
  await steward.runtime.access.signIn(requestFrom('10.0.0.9'), input).catch(() => undefined);
  const { key } = await makeKey(steward, cookie, 'viewer');
  const call = { path: 'settings.update', type: 'mutation', input: { patch: { monthStartDay: 3 } } };
  const { status } = await callProcedure(steward, { ...call, headers: { 'x-api-key': key } });
  expect(status).toBe(403);
  expect(messages()).toContain('sign-in refused');
  expect(messages()).toContain('call refused');
  for (const secret of [OWNER.email, OWNER.password, 'wrong password', key])
    expect(lines().join('\n')).not.toContain(secret);
});

test('fields that could hold a secret are kept back from the log', () => {
  const written: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => done(void written.push(chunk.toString())),
  });
  const names = ['password', 'key', 'token', 'cookie', 'authorization', 'secret'];
  const log = createLog('info', sink);
  for (const name of names) log.info({ [name]: 'hush', headers: { [name]: 'hush' } }, 'call');
  expect(written).toHaveLength(names.length);
  expect(written.join('')).not.toContain('hush');
});
