import type { TagCount } from '@steward/core/ledger';
import { sql } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';

/** Tags that a list holds: more nobody looks through. */
const MOST_LISTED = 500;

/** The tags of transactions that stand, most used first, each as one of its spellings. */
export async function listTags(orm: Orm): Promise<TagCount[]> {
  return orm.all<TagCount>(
    sql`select max(tag) as tag, count(*) as transactions from ledger_tag indexed by ledger_tag_folded
        where stands = 1 group by folded order by 2 desc, folded limit ${MOST_LISTED}`,
  );
}
