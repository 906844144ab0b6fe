import { reviewCommands } from '@steward/cli/review';
import { findCommand, readCall } from '@steward/cli/arguments';
import { importCommand } from '@steward/cli/imports';
import { ledgerCommands } from '@steward/cli/ledger';
import { recordTerminal } from '@steward/cli/output';
import { createStewardClient, type StewardClient } from '@steward/client/client';
import { CreateKey } from '@steward/core/access';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { makeKey, ownedSteward } from '../access/steward.ts';
import { startWebServer, type WebServer } from '../access/web-server.ts';
import { documentOf, runSteward } from './run-steward.ts';

// A process takes its time on a machine that is busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let root: string;
/** A home without a login, new for each test. */
let home: string;
let folder: string;
let server: WebServer;
let keys: Record<'admin' | 'viewer' | 'other', string>;
let workspaceId: string;
let client: StewardClient;
let accountId: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'steward-session-'));
  folder = join(root, 'data');
  const { steward, cookie, scope } = await ownedSteward(folder);
  const { actor, workspace } = scope;
  workspaceId = workspace.id;
  const other = await steward.runtime.access.createWorkspace(actor, 'Other House');
  const named = CreateKey.parse({ name: 'Other key', role: 'admin' });
  keys = {
    admin: (await makeKey(steward, cookie, 'admin')).key,
    viewer: (await makeKey(steward, cookie, 'viewer')).key,
    other: (await steward.runtime.access.createKey({ actor, workspace: other }, named)).key,
  };
  await steward.runtime.close();
  server = await startWebServer({ STEWARD_DATA: folder });
  client = createStewardClient({ url: server.url, apiKey: keys.admin });
  const account = { name: 'Current', type: 'checking', currency: 'EUR', openingBalanceMinor: 0 } as const;
  accountId = (await client.ledger.createAccount.mutate(account)).id;
});

afterAll(async () => {
  await server.stop();
  rmSync(root, { recursive: true, force: true });
});

beforeEach(() => {
  home = mkdtempSync(join(root, 'home-'));
});

const logIn = (input: string) => runSteward(home, ['login', '--url', server.url, '--key-stdin'], { input });
const withKey = (key: string) => ({ environment: { STEWARD_URL: server.url, STEWARD_API_KEY: key } });
const configPath = () => join(home, '.config', 'steward', 'config.json');

const Status = z.object({
  workspace: z.object({ id: z.string(), name: z.string(), role: z.string() }),
  serverVersion: z.string().nullable(),
  waiting: z.object({ all: z.number() }),
  health: z.object({ score: z.object({ status: z.string() }) }),
});
const statusOf = async (...args: string[]) =>
  documentOf(Status, await runSteward(home, ['status', '--json', ...args]));

test('a login is checked, stored for its owner only, and used from then on', async () => {
  expect(await logIn(`${keys.admin}\n`)).toMatchObject({ code: 0, stderr: '' });
  expect(statSync(configPath()).mode & 0o777).toBe(0o600);
  expect(statSync(join(home, '.config', 'steward')).mode & 0o777).toBe(0o700);
  const status = await statusOf();
  expect(status).toMatchObject({
    ...{ workspace: { id: workspaceId, name: 'Alder House', role: 'admin' }, serverVersion: '0.1.0' },
    health: { score: { status: 'not_measured' } },
  });
  const { stdout } = await runSteward(home, ['status']);
  expect(stdout).toContain('Alder House');
  expect(stdout).toContain('not measured');
  expect(stdout).not.toContain(keys.admin);
});

test('a stranger is told no version', async () => {
  expect((await fetch(new URL('/healthz', server.url))).headers.has('x-steward-version')).toBe(false);
  expect((await fetch(new URL('/login', server.url))).headers.has('x-steward-version')).toBe(false);
});

test('a wrong key is not stored', async () => {
  const { code, stderr } = await logIn('stw_wrong');
  expect({ code, stderr }).toMatchObject({ code: 4, stderr: expect.stringContaining('not valid') as string });
  expect(() => statSync(configPath())).toThrow('ENOENT');
  expect((await logIn('  \n')).code).toBe(2);
  expect((await runSteward(home, ['login', '--url', server.url])).code).toBe(2);
  expect((await runSteward(home, ['login', '--url', 'ftp://x', '--key-stdin'], { input: 'x' })).code).toBe(2);
});

test('of several logins the newest is used, another by its name, and the environment wins over both', async () => {
  await logIn(keys.admin);
  await logIn(keys.other);
  expect((await statusOf()).workspace.name).toBe('Other House');
  expect((await statusOf('--workspace', 'Alder House')).workspace.id).toBe(workspaceId);
  const environment = withKey(keys.viewer);
  const status = await runSteward(home, ['status', '--json'], environment);
  expect(documentOf(Status, status).workspace).toMatchObject({ id: workspaceId, role: 'viewer' });
  expect((await runSteward(home, ['status', '--workspace', 'Elm'])).code).toBe(4);
  expect((await runSteward(home, ['status', '--workspace', 'Elm'], environment)).code).toBe(2);
});

test('logout forgets a login, and --all every one', async () => {
  await logIn(keys.admin);
  await logIn(keys.other);
  expect((await runSteward(home, ['logout'])).stdout).toContain('Signed out of Other House');
  expect((await statusOf()).workspace.name).toBe('Alder House');
  expect((await runSteward(home, ['logout', '--all'])).code).toBe(0);
  expect(readFileSync(configPath(), 'utf8')).not.toContain('stw_');
  expect((await runSteward(home, ['logout'])).code).toBe(4);
  expect((await runSteward(home, ['status'])).code).toBe(4);
});

test('keys that others can read are told, and a file that is none of ours is refused', async () => {
  await logIn(keys.admin);
  writeFileSync(configPath(), readFileSync(configPath()), { mode: 0o644 });
  const { chmodSync } = await import('node:fs');
  chmodSync(configPath(), 0o644);
  expect((await runSteward(home, ['status'])).stderr).toContain('chmod 600');
  writeFileSync(configPath(), 'nonsense');
  expect(await runSteward(home, ['status'])).toMatchObject({ code: 1 });
});

test('a role that may not do it ends with 4, and what answers but is no Steward with 3', async () => {
  const subject = { externalId: 'x', payee: 'Kettle', amountMinor: -1, currency: 'EUR', date: '2026-01-02' };
  const input = JSON.stringify([subject]);
  const refused = await runSteward(home, ['decide', '-', '--json'], { ...withKey(keys.viewer), input });
  expect(refused.code).toBe(4);
  expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 4, reason: 'role' } });
  const { createServer } = await import('node:http');
  const stranger = createServer((_request, response) => response.end('<html>'));
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  const address = stranger.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const environment = { STEWARD_URL: `http://127.0.0.1:${port}`, STEWARD_API_KEY: 'stw_x' };
  expect((await runSteward(home, ['replay'], { environment })).code).toBe(3);
  stranger.close();
});

const ImportDocument = z.object({ status: z.string(), counts: z.object({ new: z.number() }) });

/** Labelled rows of two shops that are always the same, then rows to decide on. */
function writeBankFile(name: string): string {
  const lines = Array.from({ length: 80 }, (_, index) => {
    const day = new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);
    const isCoffee = index % 2 === 0;
    const category = index >= 70 ? '' : isCoffee ? 'Coffee' : 'Fuel';
    return `${day},${isCoffee ? 'Kettle & Crumb' : 'Shell'},${name},-${isCoffee ? '3.20' : '60.00'},${category}`;
  });
  const path = join(home, `${name}.csv`);
  writeFileSync(path, ['Date,Payee,Memo,Amount,Category', ...lines, ''].join('\n'));
  return path;
}

test('a file is previewed, committed, decided on, reviewed and undone from the command line', async () => {
  const admin = withKey(keys.admin);
  const file = writeBankFile('first');
  const preview = await runSteward(home, ['import', file, '--account', accountId, '--json'], admin);
  expect(documentOf(ImportDocument, preview)).toMatchObject({ status: 'ready', counts: { new: 80 } });
  expect(preview.stderr).toMatch(/uploading … 100 %/);
  const committed = await runSteward(home, ['import', file, '--account', accountId, '--commit'], admin);
  expect(committed.stdout).toMatch(/^committed: 80 new, 0 duplicate, 0 in error\. http/);
  const nobody = await runSteward(home, ['import', file, '--account', 'acc_nobody'], admin);
  expect({ code: nobody.code, stderr: nobody.stderr }).toMatchObject({ code: 1 });
  expect(nobody.stderr).toContain('acc_nobody');

  const Queue = z.object({ items: z.array(z.object({ transactionId: z.string() })) });
  const list = async () =>
    documentOf(Queue, await runSteward(home, ['review', 'list', '--json'], admin)).items;
  const [first, second, third] = await list();
  expect(await list()).toHaveLength(10);
  const ids = [first, second, third].map((item) => item?.transactionId ?? '');
  const Answered = z.object({ changeSetId: z.string(), categoryName: z.string() });
  const review = (...args: string[]) => runSteward(home, ['review', ...args, '--json'], admin);
  const accepted = documentOf(Answered, await review('accept', ids[0] ?? ''));
  expect(['Coffee', 'Fuel']).toContain(accepted.categoryName);
  expect(documentOf(Answered, await review('choose', ids[1] ?? '', 'Fuel')).categoryName).toBe('Fuel');
  expect((await review('skip', ids[2] ?? '')).code).toBe(0);
  expect(await list()).toHaveLength(7);
  expect((await review('undo', accepted.changeSetId)).code).toBe(0);
  expect(await list()).toHaveLength(8);
  const unknown = await runSteward(home, ['review', 'choose', ids[0] ?? '', 'Cofee'], admin);
  expect(unknown).toMatchObject({ code: 1 });
  expect(unknown.stderr).toContain('Did you mean Coffee?');
});

test('a person at the terminal answers with one key each', async () => {
  const admin = withKey(keys.admin);
  const file = writeBankFile('second');
  await runSteward(home, ['import', file, '--account', accountId, '--commit'], admin);
  const waiting = async () => (await client.review.queue.query({ limit: 1 })).counts.all;
  const before = await waiting();
  const command = reviewCommands.find(({ name }) => name === 'review');
  if (!command) throw new Error('there is no review');
  const terminal = recordTerminal({
    environment: admin.environment,
    keys: ['enter', '9', '2', 's', 'u', 'x', 'q', 's'],
  });
  const run = await command.load();
  expect(await run(readCall(command, [], []), terminal)).toBe(0);
  const text = terminal.printed.join('\n');
  expect(text).toMatch(/Suggested: (Coffee|Fuel), 0\.\d+/);
  expect(text).toContain('Undone: 1. Unlearned.');
  expect(text).toContain('Answered: 1.');
  // One accepted, one skipped, one chosen and taken back.
  expect(await waiting()).toBe(before - 2);
});

test('feedback on a decision is learned once, and a wrong category is named', async () => {
  const admin = withKey(keys.admin);
  const subject = {
    externalId: 'f',
    payee: 'Kettle & Crumb',
    amountMinor: -320,
    currency: 'EUR',
    date: '2026-05-02',
  };
  const Decided = z.array(z.object({ id: z.string(), prediction: z.string().nullable() }));
  const input = JSON.stringify([subject]);
  const [decision] = documentOf(
    Decided,
    await runSteward(home, ['decide', '-', '--json'], { ...admin, input }),
  );
  const Given = z.object({ accepted: z.number(), corrected: z.number(), unchanged: z.number() });
  const id = decision?.id ?? '';
  const said = await runSteward(home, ['feedback', id, 'Fuel', '--json'], admin);
  expect(documentOf(Given, said)).toMatchObject({ accepted: 0, corrected: 1 });
  const list = JSON.stringify([{ decisionId: id, categoryId: decision?.prediction }]);
  const many = await runSteward(home, ['feedback', '--file', '-'], { ...admin, input: list });
  expect(many.stdout).toMatch(/^Learned: 1 accepted, 0 corrected, 0 said before\./);
  expect((await runSteward(home, ['feedback', id, 'Fule'], admin)).stderr).toContain('Did you mean Fuel?');
  expect((await runSteward(home, ['feedback', id], admin)).code).toBe(2);
  expect((await runSteward(home, ['feedback', '--file', '-'], { ...admin, input: '[]' })).code).toBe(2);
});

test('the ledger is listed, edited, exported and taken back from the command line', async () => {
  const admin = withKey(keys.admin);
  const Listed = z.object({
    items: z.array(z.object({ id: z.string(), payeeName: z.string() })),
    total: z.number(),
  });
  const listed = await runSteward(home, ['ledger', 'list', '--account', 'Current', '--json'], admin);
  const { items, total } = documentOf(Listed, listed);
  const id = items[0]?.id ?? '';
  const edited = await runSteward(home, ['ledger', 'edit', id, '--category', 'Fuel'], admin);
  const changeSetId = /steward ledger undo (chg_\S+)/.exec(edited.stdout)?.[1] ?? '';
  expect(edited.stdout).toContain(`${id} is Fuel.`);
  expect((await runSteward(home, ['ledger', 'history'], admin)).stdout).toContain(changeSetId);
  const undone = await runSteward(home, ['ledger', 'undo', changeSetId], admin);
  expect(undone.stdout).toMatch(/^Undone: 1\. Left as it is: 0\./);
  const file = join(home, 'ledger.csv');
  const exported = await runSteward(home, ['ledger', 'export', file], admin);
  expect(exported.stdout).toContain(`${total} transactions are in`);
  expect(readFileSync(file, 'utf8').trim().split('\r\n')).toHaveLength(total + 1);
  expect((await runSteward(home, ['ledger', 'list', '--account', 'Nowhere'], admin)).stderr).toContain(
    'Current',
  );
});

/** A command in this process, with the key of the admin. */
async function say(line: string, answer = ''): Promise<string> {
  const found = findCommand(line.split(' '), [...ledgerCommands, importCommand]);
  if (!found) throw new Error(`there is no ${line}`);
  const person = { ask: async () => answer, keys: async function* () {} };
  const terminal = recordTerminal({ environment: withKey(keys.admin).environment, person });
  const run = await found.command.load();
  await run(readCall(found.command, found.rest, []), terminal);
  return [...terminal.printed, ...terminal.complained].join('\n');
}

test('a transaction is entered and corrected, and many are edited together once they were shown', async () => {
  const added = await say(
    'ledger add --account Current --date 2026-02-01 --amount -3.20 --payee Teahouse --status pending --key one',
  );
  const id = /^(txn_\S+) is entered: Teahouse\./.exec(added)?.[1] ?? '';
  expect(await client.ledger.getTransaction.query({ id })).toMatchObject({
    ...{ amountMinor: -320, status: 'pending', categoryId: null, isByHand: true },
    decisionId: expect.stringMatching(/^dec_/) as string,
  });
  expect(await say(`ledger edit ${id} --amount -4.20 --payee Tearoom --notes warm`)).toContain('is changed');
  const values = { amountMinor: -420, payeeName: 'Tearoom', notes: 'warm' };
  expect(await client.ledger.getTransaction.query({ id })).toMatchObject(values);
  await expect(say(`ledger edit ${id}`)).rejects.toThrow('Say what to change');
  await expect(say(`ledger edit ${id} --amount a`)).rejects.toThrow('--amount takes a number');

  const all = 'ledger edit-all --search tearoom --set-category Fuel';
  const shown = await say(`${all} --dry-run`);
  expect(shown).toMatch(/1 of 1 would change\.[^]*category: none -> Fuel[^]*Nothing is written\./);
  expect(await say(all, 'n')).toContain('Nothing is written.');
  expect(await say(`${all} --yes`)).toMatch(/Changed: 1\.\nTake it back with: steward ledger undo chg_/);
  expect(await client.ledger.getTransaction.query({ id })).toMatchObject({ categoryName: 'Fuel' });
  expect(await say(all, 'y')).toContain('1 stay as they are: they are so already.');
  await expect(say('ledger edit-all --search tearoom')).rejects.toThrow('Say what to change');
});

test('each account of a file goes where it is said, and what goes nowhere is named', async () => {
  const statement = (number: string, name: string) =>
    `<STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>${number}<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>` +
    `<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260301<TRNAMT>-1.00<FITID>${name}<NAME>${name}</STMTTRN></BANKTRANLIST></STMTRS></STMTTRNRS>`;
  const file = join(home, 'two.ofx');
  const body = `${statement('11-1', 'Alpha')}${statement('222', 'Beta')}`;
  writeFileSync(file, `OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1>${body}</BANKMSGSRSV1></OFX>`);
  const left = await say(`import ${file} --account ${accountId}`);
  expect(left).toContain('Account 222, 1 entries: left out, none of yours has this number.');
  const said = await say(`import ${file} --account ${accountId} --accounts 11-1=Current,222= --commit`);
  expect(said).toMatch(/^committed: 1 new/);
  expect(said).toMatch(
    /Account 111, 1 entries: to Current\.\nAccount 222, 1 entries: left out, as you said\./,
  );
  await expect(say(`import ${file} --account ${accountId} --accounts 333=Current`)).rejects.toThrow(
    'The file names no account 333. It names: 111, 222.',
  );
});

test('the chain is exported and verified, decisions are replayed, and the doctor finds nothing wrong', async () => {
  const admin = withKey(keys.admin);
  const chain = join(home, 'audit.jsonl');
  expect((await runSteward(home, ['audit', 'export', chain], admin)).code).toBe(0);
  expect((await runSteward(home, ['audit', 'verify', chain])).stdout).toMatch(/^Whole: \d+ records/);
  const edited = readFileSync(chain, 'utf8').replace('"Coffee"', '"Toffee"');
  writeFileSync(chain, edited.replace('first.csv', 'worst.csv'));
  expect((await runSteward(home, ['audit', 'verify', chain])).code).toBe(5);
  expect((await runSteward(home, ['replay'], admin)).stdout).toMatch(/^(\d+) of \1 decisions are the same/);
  const { port } = new URL(server.url);
  const doctor = await runSteward(home, ['doctor', '--data', folder, '--port', port]);
  expect(doctor.stdout).toContain('is ready');
  expect(doctor.stdout).toMatch(/nothing is wrong\.\n$/);
  expect(doctor.code).toBe(0);
});

test('the doctor ends with 5 when something is bad, and says what to do', async () => {
  const doctor = await runSteward(home, ['doctor', '--data', join(root, 'nowhere'), '--port', '1', '--json']);
  expect(doctor.code).toBe(5);
  expect(JSON.parse(doctor.stdout)).toMatchObject({ worst: 'bad' });
});
