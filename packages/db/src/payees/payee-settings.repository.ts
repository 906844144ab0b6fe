import type { PayeeSetting, SaidBy } from '@steward/core/payees';
import { sql } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';

interface SettingRow {
  id: string;
  learnMode: PayeeSetting['learnMode'];
  defaultCategoryId: string | null;
}

/** What people said of payees, by id; those of which nothing was said are left out. */
export async function readPayeeSettings(
  orm: Orm,
  payeeIds: readonly string[],
): Promise<Map<string, PayeeSetting>> {
  const rows = await orm.all<SettingRow>(
    sql`select p.id, p.learn_mode as learnMode, c.id as defaultCategoryId from payees_payee p
        left join ledger_category c on c.id = p.default_category_id and c.is_hidden = 0
          and c.removed_at is null and c.merged_into_id is null
        where p.id in (select value from json_each(${JSON.stringify(payeeIds)}))
          and (p.learn_mode <> 'suggest' or p.default_category_id is not null)`,
  );
  const said = await readSaid(
    orm,
    rows.map(({ id }) => id),
  );
  return new Map(
    rows.map(({ id, ...setting }) => [
      id,
      {
        ...setting,
        modeSaidBy: said.get(`${id} learnMode`) ?? null,
        defaultSaidBy: said.get(`${id} defaultCategory`) ?? null,
      },
    ]),
  );
}

interface SaidRow {
  id: string;
  field: string;
  changeSetId: string;
  name: string;
  at: number;
}

/** Who said last what stands, by payee and field: an undo says again what was said before. */
export async function readSaid(orm: Orm, payeeIds: readonly string[]): Promise<Map<string, SaidBy>> {
  if (payeeIds.length === 0) return new Map();
  const rows = await orm.all<SaidRow>(
    sql`select i.entity_id as id, i.field, s.id as changeSetId, json_extract(s.actor, '$.name') as name, s.at
        from ledger_change_set_item i join ledger_change_set s on s.id = i.change_set_id
        where i.entity_id in (select value from json_each(${JSON.stringify(payeeIds)}))
          and i.entity = 'payee' and i.field in ('learnMode', 'defaultCategory') order by s.rowid`,
  );
  return new Map(
    rows.map(({ id, field, changeSetId, name, at }) => [
      `${id} ${field}`,
      { name, at: new Date(at), changeSetId },
    ]),
  );
}

/** Those of these payees from whose transactions nothing is to be learned. */
export async function readUntaughtPayees(orm: Orm, payeeIds: readonly string[]): Promise<Set<string>> {
  const rows = await orm.all<{ id: string }>(
    sql`select id from payees_payee where learn_mode = 'off'
        and id in (select value from json_each(${JSON.stringify(payeeIds)}))`,
  );
  return new Set(rows.map(({ id }) => id));
}

/** Payees whose default is this category. */
export async function readPayeesWithDefault(orm: Orm, categoryId: string): Promise<string[]> {
  const rows = await orm.all<{ id: string }>(
    sql`select id from payees_payee where default_category_id = ${categoryId} order by id`,
  );
  return rows.map(({ id }) => id);
}

/** Transactions of a payee that wait in Review, oldest first. */
export async function readWaitingOf(orm: Orm, payeeId: string): Promise<string[]> {
  const rows = await orm.all<{ id: string }>(
    sql`select transaction_id as id from review_item where payee_id = ${payeeId} and state = 'waiting' order by 1`,
  );
  return rows.map(({ id }) => id);
}
