import { decideTransactions } from '@steward/api/decisions';
import {
  commitImport,
  commitImportNow,
  createImport,
  previewImport,
  type ImportRunner,
} from '@steward/api/imports';
import { openModel } from '@steward/api/learning';
import { createAccount, createCategory } from '@steward/api/ledger';
import type { Actor } from '@steward/core/identity';
import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PERSON: Actor = { kind: 'user', id: 'usr_1', name: 'Mira' };
const START = Date.parse('2026-11-28T08:00:00Z');
const WORKSPACE = 'ws_undo';

/** A ledger that mutations change, by the services that pages and API use. */
export interface World {
  db: WorkspaceDb;
  dataFolder: string;
  actor: Actor;
  now: () => Date;
  engine: {
    redecide: () => Promise<number>;
    decideTransactions: (request: { transactionIds: readonly string[] }) => Promise<void>;
  };
  accountId: string;
  /** Change sets that were there before anything was mutated: these stay. */
  baseSets: number;
  /** Writes a file of these lines into the account and waits until it is committed and decided. */
  importLines(lines: readonly string[]): Promise<void>;
  close(): void;
}

export interface WorldMaker {
  /** A world of its own, as the first one was. */
  make(): Promise<World>;
  close(): void;
}

const HEADER = 'Date,Payee,Memo,Amount,Category';
/** What every world begins with: somebody has used Steward for a while. */
const BASE_LINES = [
  ...['2026-01-02,Kettle,,-3.20,Coffee', '2026-01-03,Grocer,,-40.00,Food', '2026-01-04,Rail,,-9.00,Travel'],
  ...['2026-01-05,Kettle,,-3.40,', '2026-01-06,Unknown Ltd,,-77.00,'],
];

/** Makes one world and hands out copies of it. */
export async function createWorlds(): Promise<WorldMaker> {
  const folder = mkdtempSync(join(tmpdir(), 'steward-undo-'));
  const first = await openWorld(join(folder, 'first'), 'acc_none', START);
  const account = await createAccount(first, {
    ...({
      name: 'Current',
      type: 'checking',
      currency: 'EUR',
      openingBalanceMinor: 0,
      externalId: null,
    } as const),
  });
  await createCategory(first, { name: 'Gifts', kind: 'expense', parentId: null });
  const based = { ...first, accountId: account.id };
  await importInto(based, BASE_LINES);
  await first.db.read((orm) => orm.all('pragma wal_checkpoint(truncate)'));
  const [base] = await first.db.read((orm) =>
    orm.all<{ n: number }>('select max(rowid) as n from ledger_change_set'),
  );
  const startAt = first.now().getTime();
  first.close();
  let made = 0;
  return {
    make: async () => {
      const own = join(folder, `world-${(made += 1)}`);
      mkdirSync(join(own, 'workspaces'), { recursive: true });
      copyFileSync(pathIn(join(folder, 'first')), pathIn(own));
      const world = await openWorld(own, account.id, startAt);
      return {
        ...world,
        baseSets: base?.n ?? 0,
        close: () => {
          world.close();
          rmSync(own, { recursive: true });
        },
      };
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const pathIn = (dataFolder: string) => join(dataFolder, 'workspaces', `${WORKSPACE}.db`);

async function openWorld(dataFolder: string, accountId: string, startAt: number): Promise<World> {
  const db = await openWorkspaceDb({ dataFolder, workspaceId: WORKSPACE, isBulk: true });
  let clock = startAt;
  const world: World = {
    ...{ db, dataFolder, actor: PERSON, accountId, baseSets: 0 },
    now: () => new Date((clock += 1_000)),
    engine: {
      redecide: () => Promise.resolve(0),
      decideTransactions: ({ transactionIds }) => decide(world, transactionIds),
    },
    importLines: (lines) => importInto(world, lines),
    close: () => db.close(),
  };
  return world;
}

async function decide(
  { db, dataFolder, now }: Pick<World, 'db' | 'dataFolder' | 'now'>,
  ids: readonly string[],
): Promise<void> {
  if (ids.length > 0) await decideTransactions({ db, now, model: await openModel({ db, dataFolder }) }, ids);
}

async function importInto(world: World, lines: readonly string[]): Promise<void> {
  const { db, dataFolder, now, actor, accountId } = world;
  const runner: Pick<ImportRunner, 'start'> = { start: () => undefined };
  const deps = { db, dataFolder, now, actor, runner, limitBytes: 1_000_000 };
  const { body } = new Response([HEADER, ...lines, ''].join('\n'));
  const { id } = await createImport(deps, {
    ...{ headers: new Headers({ 'x-file-name': 'bank.csv' }), body, accountId },
  });
  const setting = {
    ...{ db, dataFolder, now, chunkRows: 4 },
    decide: (ids: readonly string[]) => decide(world, ids),
  };
  await previewImport(setting, id);
  await commitImportNow(deps, id);
  await commitImport(setting, id);
}
