import { sql } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';

interface BookedDay {
  date: string;
  amountMinor: number;
}

/** What is booked on an account, summed up day by day until a date, without what is pending. Reads them all: for a thread. */
export async function readBookedDays(
  orm: Orm,
  { accountId, until }: { accountId: string; until: string },
): Promise<BookedDay[]> {
  // total() counts in floating point, exact up to 2^53, where sum() would fail past 2^63.
  return orm.all<BookedDay>(
    sql`select date, total(amount_minor) as amountMinor from ledger_transaction
        where account_id = ${accountId} and date <= ${until} and deleted_at is null and status <> 'pending'
        group by date`,
  );
}

/** The same of the new rows of an import that go to an account. */
export async function readNewDays(
  orm: Orm,
  { importId, accountId }: { importId: string; accountId: string },
): Promise<BookedDay[]> {
  return orm.all<BookedDay>(
    sql`select json_extract(r.parsed, '$.date') as date, total(json_extract(r.parsed, '$.amountMinor')) as amountMinor
        from imports_row r join imports_import i on i.id = r.import_id
        where r.import_id = ${importId} and r.outcome = 'new' and coalesce(r.account_id, i.account_id) = ${accountId}
        group by 1`,
  );
}
