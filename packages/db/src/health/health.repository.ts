import { sql } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';

export interface DecisionWindow {
  decisions: number;
  meanConfidence: number | null;
  /** Decisions at or above .9. */
  confident: number;
  activeDays: number;
  lastDecisionAt: number | null;
  p50Microseconds: number | null;
  p95Microseconds: number | null;
}

/** What people said of a payee is no prediction. */
const PREDICTED = sql.raw(`outcome_code not in ('payee_default', 'payee_auto', 'payee_off')`);

/** Decisions since then, counted by the database. Quantiles by nearest rank. */
export async function readDecisionWindow(orm: Orm, since: Date): Promise<DecisionWindow> {
  const from = since.getTime();
  const counted = await orm.get<Omit<DecisionWindow, 'p50Microseconds' | 'p95Microseconds'>>(sql`
    select count(*) as decisions, avg(confidence) as meanConfidence,
      coalesce(sum(confidence >= 0.9), 0) as confident, max(created_at) as lastDecisionAt,
      count(distinct created_at / 86400000) as activeDays
    from decisions_decision where created_at >= ${from} and ${PREDICTED}`);
  const { decisions } = counted;
  return {
    ...counted,
    p50Microseconds: await readRank(orm, from, Math.ceil(decisions * 0.5)),
    p95Microseconds: await readRank(orm, from, Math.ceil(decisions * 0.95)),
  };
}

async function readRank(orm: Orm, from: number, rank: number): Promise<number | null> {
  if (rank < 1) return null;
  const rows = await orm.all<{ value: number }>(sql`
    select execution_microseconds as value from decisions_decision where created_at >= ${from}
    and ${PREDICTED} order by execution_microseconds limit 1 offset ${rank - 1}`);
  return rows[0]?.value ?? null;
}

/** Decisions a UTC day. */
export async function readDecisionDays(
  orm: Orm,
  since: Date,
): Promise<{ day: string; decisions: number; meanConfidence: number | null }[]> {
  return orm.all(sql`
    select date(created_at / 1000, 'unixepoch') as day, count(*) as decisions, avg(confidence) as meanConfidence
    from decisions_decision where created_at >= ${since.getTime()} and ${PREDICTED} group by day order by day`);
}
