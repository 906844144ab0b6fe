import { sql } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';

interface BalancePlace {
  accountId: string;
  date: string;
  id: string;
}

/**
 * What an account holds right after a transaction: the opening balance, the sums of the months before, and the
 * transactions of its month up to it. Days count in their order, and within a day the ids.
 */
export async function readBalanceAfter(orm: Orm, { accountId, date, id }: BalancePlace): Promise<number> {
  const month = date.slice(0, 7);
  const rows = await orm.all<{ balance: number }>(
    sql`select (select opening_balance_minor from ledger_account where id = ${accountId})
          + coalesce((select sum(in_minor + out_minor) from ledger_total
              where category_id = '*' and account_id = ${accountId} and period < ${month}), 0)
          + coalesce((select sum(amount_minor) from ledger_transaction indexed by ledger_transaction_account
              where account_id = ${accountId} and deleted_at is null and date >= ${`${month}-01`}
                and (date, id) <= (${date}, ${id})), 0) as balance`,
  );
  return rows[0]?.balance ?? 0;
}
