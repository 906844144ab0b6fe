import {
  addDays,
  createRandom,
  generateHousehold,
  pathOf,
  subtractMonths,
  writeHouseholdFile,
  type Household,
  type HouseholdAccount,
  type HouseholdRow,
} from '@steward/core/demo';
import type { Actor } from '@steward/core/identity';
import { DomainError } from '@steward/core/errors';
import type { WorkspaceDb } from '@steward/db/client';
import { createBudget } from '../budgets/index.ts';
import type { Engine } from '../engine/index.ts';
import { commitImportNow, createImport, listRowsPage, type ImportRunner } from '../imports/index.ts';
import { createAccount, createCategory } from '../ledger/index.ts';
import { planDemo, type DemoStep } from './demo-plan.ts';
import { reviewFor, stopAsking, type Reviewer } from './reviewer.ts';
import type { ShiftedClock } from './shifted-clock.ts';
import { Readable } from 'node:stream';

export interface DemoMaking {
  db: WorkspaceDb;
  actor: Actor;
  engine: Engine;
  imports: ImportRunner;
  dataFolder: string;
  limitBytes: number;
  clock: ShiftedClock;
  signal: AbortSignal;
  onMonth: (month: number) => void;
}

export interface DemoHistory {
  /** Of the rows, not of the files. */
  startDate: string;
  endDate: string;
  months: number;
}

/** Months before this one that a budget which rolls over counts. */
const ROLLED_OVER_MONTHS = 2;
/** The same household in every demo. */
const SEED = 1_789;
const ROWS_A_FILE = 10_000;
/** After so much of the steps the person no longer wants to be asked about one payee. */
const NEVER_ASK_AFTER = 0.4;
const NEVER_ASK = /cash machine/i;

/** A household's months by the ways that a person's own take: files imported, decided, and answered. */
export async function makeDemo(making: DemoMaking, history: DemoHistory): Promise<void> {
  const { clock, signal } = making;
  const household = generateHousehold({ seed: SEED, ...history });
  const accountIds = await makeAccounts(making, household);
  const categoryIds = await makeCategories(making, household);
  const truths = new Map<string, string>();
  const reviewer: Reviewer = {
    ...{ ...making, engine: shiftedEngine(making), random: createRandom(SEED) },
    ...{ truthOf: (id) => truths.get(id), categoryIds: leavesOf(household, categoryIds) },
  };
  const steps = planDemo(history);
  let isAsked = true;
  for (const [index, step] of steps.entries()) {
    signal.throwIfAborted();
    clock.moveTo(step.at);
    if (step.step === 'import') {
      const rows = household.rows.filter((row) => isOf(row, step));
      const accountId = accountIds.get(step.account) ?? '';
      const imported = await importRows(making, { rows, accountId, step });
      for (const [transactionId, path] of imported) truths.set(transactionId, categoryIds.get(path) ?? '');
      making.onMonth(monthOf(history, step.through));
    } else {
      if (isAsked && index > steps.length * NEVER_ASK_AFTER)
        isAsked = !(await stopAsking(reviewer, NEVER_ASK));
      await reviewFor(reviewer, step);
    }
  }
  await makeBudgets(making, { household, categoryIds, endDate: history.endDate });
}

type ImportStep = DemoStep & { step: 'import' };

function isOf({ account, date }: HouseholdRow, step: ImportStep): boolean {
  return account === step.account && date >= step.from && date <= step.through;
}

/** How many months of the history lie before a date. */
function monthOf({ startDate, endDate, months }: DemoHistory, through: string): number {
  const span = Date.parse(addDays(endDate, 1)) - Date.parse(startDate);
  return Math.floor((months * (Date.parse(addDays(through, 1)) - Date.parse(startDate))) / span);
}

async function makeAccounts(
  { db, actor, clock }: DemoMaking,
  { accounts }: Household,
): Promise<Map<HouseholdAccount, string>> {
  const ids = new Map<HouseholdAccount, string>();
  for (const { key, name, type, openingBalanceMinor } of accounts) {
    const account = { name, type, currency: 'EUR', openingBalanceMinor, externalId: null };
    ids.set(key, (await createAccount({ db, actor, now: () => clock.now() }, account)).id);
  }
  return ids;
}

/** Ids by path. */
async function makeCategories(
  { db, actor, clock }: DemoMaking,
  { categories }: Household,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { name, kind, parent } of categories) {
    const parentId = parent === null ? null : (ids.get(parent) ?? null);
    const made = await createCategory({ db, actor, now: () => clock.now() }, { name, kind, parentId });
    ids.set(pathOf({ name, parent }), made.id);
  }
  return ids;
}

interface BudgetsToMake {
  household: Household;
  /** By path. */
  categoryIds: ReadonlyMap<string, string>;
  endDate: string;
}

/** What rolls over counts for some months already; a category that never occurred has none. */
async function makeBudgets(
  { db, actor, clock }: DemoMaking,
  { household, categoryIds, endDate }: BudgetsToMake,
): Promise<void> {
  for (const { category, ...budget } of household.budgets) {
    const categoryId = categoryIds.get(category);
    if (categoryId === undefined) continue;
    const startsOn = budget.rollsOver ? subtractMonths(endDate, ROLLED_OVER_MONTHS) : null;
    const input = { ...budget, categoryId, currency: 'EUR', startsOn };
    await createBudget({ db, actor, now: () => clock.now() }, input);
  }
}

function leavesOf({ categories }: Household, ids: ReadonlyMap<string, string>): [string, ...string[]] {
  const [first = '', ...others] = categories
    .filter(({ parent }) => parent !== null)
    .flatMap((category) => ids.get(pathOf(category)) ?? []);
  return [first, ...others];
}

function shiftedEngine({ engine, clock }: DemoMaking): Pick<Engine, 'redecide'> {
  return { redecide: (request) => engine.redecide({ ...request, clockShiftMs: clock.shiftMs() }) };
}

interface FileToImport {
  rows: readonly HouseholdRow[];
  accountId: string;
  step: ImportStep;
}

/** Uploads, previews and commits a file. Category paths of the new transactions, by their ids. */
async function importRows(
  making: DemoMaking,
  { rows, accountId, step }: FileToImport,
): Promise<Map<string, string>> {
  const { db, imports, clock } = making;
  if (rows.length === 0) return new Map();
  const runner = {
    start: (job: Parameters<ImportRunner['start']>[0]) =>
      imports.start({ ...job, clockShiftMs: clock.shiftMs() }),
  };
  const deps = { ...making, runner, now: () => clock.now() };
  const name = `${step.hasCategory ? 'history' : 'export'}-${step.account}-${step.through}.csv`;
  const headers = new Headers({ 'x-file-name': name });
  const file = Readable.toWeb(Readable.from([writeHouseholdFile(rows, { hasCategory: step.hasCategory })]));
  const { id } = await createImport(deps, { headers, body: file, accountId });
  await imports.settled();
  making.signal.throwIfAborted();
  await commitImportNow(deps, id);
  await imports.settled();
  making.signal.throwIfAborted();
  const { items } = await listRowsPage(db, { id, limit: ROWS_A_FILE });
  if (items.length !== rows.length) {
    const message = `The file ${name} has ${rows.length} rows, but ${items.length} were read.`;
    throw new DomainError({ code: 'internal', reason: 'demo_rows', message });
  }
  return new Map(
    items.flatMap(({ transactionId }, index) =>
      transactionId === null ? [] : [[transactionId, rows[index]?.category ?? ''] as const],
    ),
  );
}
