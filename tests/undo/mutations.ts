import { undoChangeSet } from '@steward/api/changes';
import { addAttachments, removeAttachment } from '@steward/api/attachments';
import { createBudget, removeBudget, updateBudget } from '@steward/api/budgets';
import {
  addStarterSet,
  addTransaction,
  bulkEdit,
  createAccount,
  createCategory,
  editTransaction,
  mergeCategory,
  previewBulkEdit,
  removeCategory,
  removeTransaction,
  updateCategory,
} from '@steward/api/ledger';
import {
  adjustBalance,
  closeMonth,
  finishReconciliation,
  readReconciliation,
  reopenMonth,
} from '@steward/api/closing';
import { confirmMatch, rejectMatch, undoMatch } from '@steward/api/matches';
import { addPayeeRule, applyPayeeDefault, mergePayees, moveAlias, updatePayee } from '@steward/api/payees';
import { answer, setAsked } from '@steward/api/review';
import { CreateBudget } from '@steward/core/budgets';
import { AddTransaction } from '@steward/core/ledger';
import fc from 'fast-check';
import type { World } from './world.ts';

/**
 * Something that changes the ledger, by the service that pages and API call. A new one is added to the list below, and
 * with that it must be undone field by field, in any order with all others.
 */
interface Mutation<T> {
  name: string;
  /** What it is called with; numbers choose among what is there. */
  arbitrary: fc.Arbitrary<T>;
  run: (world: World, value: T) => Promise<unknown>;
}

/** A mutation with what it is called with. */
export interface Step {
  name: string;
  value: unknown;
  run: (world: World) => Promise<unknown>;
}

const stepsOf = <T>({ name, arbitrary, run }: Mutation<T>): fc.Arbitrary<Step> =>
  arbitrary.map((value) => ({ name, value, run: (world) => run(world, value) }));

const choice = fc.nat({ max: 1_000 });
const line = fc
  .record({
    day: fc.integer({ min: 1, max: 3 }),
    payee: fc.constantFrom('Kettle', 'KETTLE', 'Grocer', 'Rail', 'Bakery', 'Bakery 12', 'Cinema'),
    amount: fc.constantFrom('-3.20', '-40.00', '-9.00', '12.00'),
    category: fc.constantFrom('', '', 'Coffee', 'Food', 'Fun', 'Salary'),
  })
  .map(({ day, payee, amount, category }) => `2026-02-0${day},${payee},,${amount},${category}`);

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const state = fc.constantFrom('pending' as const, 'posted' as const);
const typedPayee = fc.constantFrom('Kettle', 'Bakery', 'Corner', 'Rail');
const newKey = () => crypto.randomUUID();

const tags = fc.subarray(['Holiday', 'HOLIDAY', 'work', 'Köln']);

const MUTATIONS: readonly fc.Arbitrary<Step>[] = [
  stepsOf({
    name: 'import',
    arbitrary: fc.array(line, { minLength: 1, maxLength: 6 }),
    run: (world, lines) => world.importLines(lines),
  }),
  stepsOf({
    name: 'answer',
    arbitrary: fc.record({ some: fc.array(choice, { minLength: 1, maxLength: 3 }), category: choice }),
    run: async (world, { some, category }) => {
      const ids = await idsOf(world, 'ledger_transaction where deleted_at is null');
      const categories = await idsOf(
        world,
        'ledger_category where removed_at is null and merged_into_id is null',
      );
      await answer(world, {
        transactionIds: [...new Set(some.map((one) => pick(ids, one)))],
        categoryId: pick(categories, category),
        idempotencyKey: crypto.randomUUID(),
      });
    },
  }),
  stepsOf({
    name: 'merge of categories',
    arbitrary: fc.record({ from: choice, into: choice }),
    run: async (world, { from, into }) => {
      const ids = await idsOf(world, 'ledger_category where removed_at is null');
      await mergeCategory(world, { from: pick(ids, from), into: pick(ids, into) });
    },
  }),
  stepsOf({
    name: 'new category',
    arbitrary: fc.record({ name: fc.constantFrom('Fun', 'Pets', 'Salary'), parent: fc.option(choice) }),
    run: async (world, { name, parent }) => {
      const ids = await idsOf(world, 'ledger_category where removed_at is null');
      await createCategory(world, {
        name,
        kind: 'expense',
        parentId: parent === null ? null : pick(ids, parent),
      });
    },
  }),
  stepsOf({
    name: 'removal of a category',
    arbitrary: choice,
    run: async (world, one) =>
      removeCategory(world, pick(await idsOf(world, 'ledger_category where removed_at is null'), one)),
  }),
  stepsOf({
    name: 'change of a category',
    arbitrary: fc.record({
      category: choice,
      name: fc.option(fc.constantFrom('Fun', 'Pets', 'Coffee'), { nil: undefined }),
      parent: fc.option(fc.option(choice), { nil: undefined }),
      isHidden: fc.option(fc.boolean(), { nil: undefined }),
      icon: fc.option(fc.constantFrom('cup' as const, null), { nil: undefined }),
    }),
    run: async (world, { category, parent, ...rest }) => {
      const ids = await idsOf(world, 'ledger_category where removed_at is null');
      const parentId = typeof parent === 'number' ? pick(ids, parent) : parent;
      await updateCategory(world, { ...rest, id: pick(ids, category), parentId });
    },
  }),
  stepsOf({
    name: 'set of categories to begin with',
    arbitrary: fc.constantFrom('household' as const, 'firm' as const),
    run: (world, set) => addStarterSet(world, set),
  }),
  stepsOf({
    name: 'new budget',
    arbitrary: fc.record({
      category: choice,
      amountMinor: fc.integer({ min: 1, max: 900 }),
      rollsOver: fc.boolean(),
    }),
    run: async (world, { category, ...rest }) => {
      const ids = await idsOf(world, 'ledger_category where removed_at is null');
      const input = { ...rest, categoryId: pick(ids, category), currency: 'EUR' };
      await createBudget(world, CreateBudget.parse(input));
    },
  }),
  stepsOf({
    name: 'change or removal of a budget',
    arbitrary: fc.record({ budget: choice, amountMinor: fc.option(fc.integer({ min: 1, max: 900 })) }),
    run: async (world, { budget, amountMinor }) => {
      const id = pick(await idsOf(world, 'budgets_budget'), budget);
      if (amountMinor === null) await removeBudget(world, id);
      else await updateBudget(world, { id, amountMinor });
    },
  }),
  stepsOf({
    name: 'new account',
    arbitrary: fc.constantFrom('Card', 'Savings'),
    run: (world, name) =>
      createAccount(world, {
        ...({ name, type: 'card', currency: 'EUR', openingBalanceMinor: 100, externalId: null } as const),
      }),
  }),
  stepsOf({
    name: 'learn mode of a payee',
    arbitrary: fc.record({ payee: choice, isAsked: fc.boolean() }),
    run: async (world, { payee, isAsked }) => {
      const payeeId = pick(await idsOf(world, 'payees_payee'), payee);
      await setAsked(world.db, { payeeId, isAsked }, { actor: world.actor, now: world.now() });
    },
  }),
  stepsOf({
    name: 'closing or opening of a month',
    arbitrary: fc.record({ month: fc.constantFrom('2026-01-01', '2026-02-01'), isClosed: fc.boolean() }),
    run: (world, { month, isClosed }) => (isClosed ? closeMonth(world, month) : reopenMonth(world, month)),
  }),
  stepsOf({
    name: 'reconciliation',
    arbitrary: fc.record({ account: choice, day: fc.integer({ min: 1, max: 3 }) }),
    run: async (world, { account, day }) => {
      const accountId = pick(await idsOf(world, 'ledger_account'), account);
      const statement = { accountId, statementDate: `2026-02-0${day}` };
      const { items, reconciledMinor } = await readReconciliation(world.db, statement);
      const closingBalanceMinor = items.reduce((sum, { amountMinor }) => sum + amountMinor, reconciledMinor);
      const transactionIds = items.map(({ id }) => id);
      await finishReconciliation(world, { ...statement, closingBalanceMinor, transactionIds });
    },
  }),
  stepsOf({
    name: 'balance adjustment',
    arbitrary: fc.record({ account: choice, category: choice, balance: fc.integer({ min: 1, max: 3 }) }),
    run: async (world, { account, category, balance }) => {
      await adjustBalance(world, {
        accountId: pick(await idsOf(world, 'ledger_account'), account),
        categoryId: pick(await idsOf(world, 'ledger_category where removed_at is null'), category),
        ...{ statementDate: '2026-02-03', closingBalanceMinor: balance, transactionIds: [] },
        idempotencyKey: `${account} ${category} ${balance}`,
      });
    },
  }),
  stepsOf({
    name: 'merge of payees',
    arbitrary: fc.record({ from: choice, into: choice }),
    run: async (world, { from, into }) => {
      const ids = await idsOf(world, 'payees_payee where merged_into_id is null');
      await mergePayees(world, { payeeId: pick(ids, from), intoPayeeId: pick(ids, into) });
    },
  }),
  stepsOf({
    name: 'spelling that goes over',
    arbitrary: fc.record({ spelling: choice, into: fc.option(choice) }),
    run: async (world, { spelling, into }) => {
      const names = await world.db.read((orm) =>
        orm.all<{ name: string }>('select imported_name as name from payees_alias order by imported_name'),
      );
      const importedName = pick(
        names.map(({ name }) => name),
        spelling,
      );
      const ids = await idsOf(world, 'payees_payee where merged_into_id is null');
      await moveAlias(world, { importedName, payeeId: into === null ? null : pick(ids, into) });
    },
  }),
  stepsOf({
    name: 'name of a payee',
    arbitrary: fc.record({ payee: choice, name: fc.constantFrom('Kettle & Co', 'Rail', 'Corner') }),
    run: async (world, { payee, name }) => {
      const ids = await idsOf(world, 'payees_payee where merged_into_id is null');
      await updatePayee(world, { id: pick(ids, payee), name });
    },
  }),
  stepsOf({
    name: 'default of a payee',
    arbitrary: fc.record({
      ...{ payee: choice, category: fc.option(choice, { nil: undefined }) },
      learnMode: fc.option(fc.constantFrom('off' as const, 'suggest' as const, 'auto' as const), {
        nil: undefined,
      }),
      isTakenAway: fc.boolean(),
    }),
    run: async (world, { payee, category, learnMode, isTakenAway }) => {
      const ids = await idsOf(world, 'payees_payee where merged_into_id is null');
      const categories = await idsOf(
        world,
        'ledger_category where removed_at is null and merged_into_id is null',
      );
      const chosen = category === undefined ? undefined : pick(categories, category);
      const defaultCategoryId = chosen === undefined && isTakenAway ? null : chosen;
      await updatePayee(world, { id: pick(ids, payee), learnMode, defaultCategoryId });
    },
  }),
  stepsOf({
    name: 'default given to what waits',
    arbitrary: choice,
    run: async (world, payee) => {
      const ids = await idsOf(world, 'payees_payee where default_category_id is not null');
      const id = pick(ids, payee);
      const [categoryId] = await world.db.read((orm) =>
        orm.all<{ of: string }>(`select default_category_id as "of" from payees_payee where id = '${id}'`),
      );
      await applyPayeeDefault(world, { id, categoryId: categoryId?.of ?? 'none' });
    },
  }),
  stepsOf({
    name: 'rule for names',
    arbitrary: fc.record({ text: fc.constantFrom('ket', 'bakery', 'a'), applyToAll: fc.boolean() }),
    run: (world, { text, applyToAll }) =>
      addPayeeRule(world, { match: 'contains', text, name: `All of ${text}`, applyToAll }),
  }),
  stepsOf({
    name: 'transaction by hand',
    arbitrary: fc.record({
      account: choice,
      day: fc.integer({ min: 1, max: 4 }),
      amountMinor: fc.constantFrom(-320, 320, -900),
      payee: typedPayee,
      category: fc.option(choice),
      ...{ state, tags },
    }),
    run: async (world, { account, day, category, ...rest }) => {
      const accountId = pick(await idsOf(world, 'ledger_account'), account);
      const categoryId = category === null ? null : pick(await usableCategories(world), category);
      const input = { ...rest, accountId, categoryId, date: `2026-02-0${day}`, idempotencyKey: newKey() };
      await addTransaction(world, AddTransaction.parse(input));
    },
  }),
  stepsOf({
    name: 'edit of a transaction',
    arbitrary: fc.record({
      transaction: choice,
      notes: maybe(fc.constantFrom('', 'for Ada')),
      state: maybe(state),
      payee: maybe(typedPayee),
      tags: maybe(tags),
      account: maybe(choice),
      day: maybe(fc.integer({ min: 1, max: 4 })),
      amountMinor: maybe(fc.constantFrom(-320, -950)),
      parts: maybe(fc.array(fc.option(choice), { minLength: 1, maxLength: 3 })),
    }),
    run: async (world, { transaction, account, day, parts, ...rest }) => {
      const found = await standing(world, transaction);
      const accounts = await idsOf(world, 'ledger_account');
      const whole = rest.amountMinor ?? found.amountMinor;
      await editTransaction(world, {
        ...{ ...rest, id: found.id, version: found.version },
        ...(account !== undefined && { accountId: pick(accounts, account) }),
        ...(day !== undefined && { date: `2026-02-0${day}` }),
        ...(parts && { splits: splitInto(whole, parts, await usableCategories(world)) }),
      });
    },
  }),
  stepsOf({
    name: 'removal of a transaction',
    arbitrary: choice,
    run: async (world, one) => removeTransaction(world, await standing(world, one)),
  }),
  stepsOf({
    name: 'bulk edit',
    arbitrary: fc.record({
      search: fc.constantFrom(undefined, 'ket', 'bakery'),
      category: maybe(choice),
      payee: maybe(typedPayee),
      state: maybe(state),
      notes: maybe(fc.constant('all alike')),
      ...{ addTags: maybe(tags), removeTags: maybe(tags) },
      isRemoval: fc.boolean(),
    }),
    run: async (world, { search, category, isRemoval, ...rest }) => {
      const categoryId = category === undefined ? undefined : pick(await usableCategories(world), category);
      const filter = { status: 'all' as const, search };
      const edit = isRemoval ? { filter, remove: true as const } : { ...rest, filter, categoryId };
      const { changing } = await previewBulkEdit(world, edit);
      await bulkEdit(world, { ...edit, changing, idempotencyKey: newKey() });
    },
  }),
  stepsOf({
    name: 'answer to a match',
    arbitrary: fc.record({ match: choice, say: fc.constantFrom(confirmMatch, rejectMatch, undoMatch) }),
    run: async (world, { match, say }) => say(world, pick(await idsOf(world, 'matches_match'), match)),
  }),
  stepsOf({
    name: 'file that is attached',
    arbitrary: fc.record({ one: choice, text: fc.constantFrom('two coffees', 'a lunch') }),
    run: async (world, { one, text }) => {
      const id = pick(await idsOf(world, 'ledger_transaction where deleted_at is null'), one);
      const headers = new Headers({ 'x-file-name': 'receipt.txt' });
      await addAttachments(world, id, { headers, body: new Response(text).body });
    },
  }),
  stepsOf({
    name: 'file that is taken off',
    arbitrary: choice,
    run: async (world, one) => {
      const id = pick(await idsOf(world, 'ledger_attachment'), one);
      const [row] = await world.db.read((orm) =>
        orm.all<{ of: string }>(`select transaction_id as of from ledger_attachment where id = '${id}'`),
      );
      await removeAttachment(world, { transactionId: row?.of ?? 'none', id });
    },
  }),
  stepsOf({
    name: 'undo',
    arbitrary: choice,
    run: async (world, one) => undoChangeSet(world, { id: pick(await setsOf(world, 'true'), one) }),
  }),
  stepsOf({
    name: 'redo',
    arbitrary: choice,
    run: async (world, one) => {
      const undone = await setsOf(world, 'undone_by_id is not null and undoes_id is null');
      await undoChangeSet(world, { id: pick(undone, one), direction: 'redo' });
    },
  }),
];

/** Any mutations in any order. */
export const anySteps = fc.array(fc.oneof(...MUTATIONS), { minLength: 1, maxLength: 12 });

/** Change sets that the mutations made. */
function setsOf(world: World, condition: string): Promise<string[]> {
  return idsOf(world, `ledger_change_set where rowid > ${world.baseSets} and ${condition}`);
}

/** In the order in which they came, so that a choice means the same in every run. */
async function idsOf({ db }: World, from: string): Promise<string[]> {
  const rows = await db.read((orm) => orm.all<{ id: string }>(`select id from ${from} order by rowid`));
  return rows.map(({ id }) => id);
}

function pick(ids: readonly string[], choice: number): string {
  return ids[choice % Math.max(1, ids.length)] ?? 'none';
}

const usableCategories = (world: World) =>
  idsOf(world, 'ledger_category where removed_at is null and merged_into_id is null');

interface Standing {
  id: string;
  version: number;
  amountMinor: number;
}

/** A transaction of the ledger. */
async function standing({ db }: World, choice: number): Promise<Standing> {
  const rows = await db.read((orm) =>
    orm.all<Standing>(`select id, version, amount_minor as "amountMinor" from ledger_transaction
      where deleted_at is null order by rowid`),
  );
  return rows[choice % Math.max(1, rows.length)] ?? { id: 'none', version: 1, amountMinor: 0 };
}

/** Equal parts with what is left in the first. */
function splitInto(amountMinor: number, parts: readonly (number | null)[], categories: readonly string[]) {
  const each = Math.trunc(amountMinor / parts.length);
  return parts.map((category, index) => ({
    categoryId: category === null ? null : pick(categories, category),
    amountMinor: index === 0 ? amountMinor - each * (parts.length - 1) : each,
    memo: '',
  }));
}
