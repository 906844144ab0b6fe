import { DomainError } from '@steward/core/errors';
import { MatchEvidence, type Match, type MatchFilter, type MatchSide } from '@steward/core/matches';
import { sql, type SQL } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';

export interface NewMatch {
  id: string;
  kind: Match['kind'];
  firstId: string;
  secondId: string;
  evidence: MatchEvidence;
}

/** Leaves out the pairs that are known already, whatever became of them. */
export async function insertMatches(tx: WriteTx, matches: readonly NewMatch[], at: Date): Promise<void> {
  await tx.execute(
    `insert into matches_match (id, kind, first_id, second_id, state, evidence, created_at)
     select json_extract(value, '$.id'), json_extract(value, '$.kind'), json_extract(value, '$.firstId'),
       json_extract(value, '$.secondId'), 'proposed', json_extract(value, '$.evidence'), ?
     from json_each(?) where true on conflict (first_id, second_id, kind) do nothing`,
    [at.getTime(), JSON.stringify(matches)],
  );
}

/** What was corrected since is no match any more, until that is undone. */
const OPEN = sql`m.state = 'proposed' and a.deleted_at is null and b.deleted_at is null and iif(m.kind = 'duplicate',
  a.amount_minor = b.amount_minor and a.account_id = b.account_id,
  a.amount_minor = -b.amount_minor and a.account_id <> b.account_id and a.transfer_id is null and b.transfer_id is null)`;

const CONDITIONS: Record<MatchFilter, SQL> = {
  open: OPEN,
  duplicate: sql`${OPEN} and m.kind = 'duplicate'`,
  transfer: sql`${OPEN} and m.kind = 'transfer'`,
  confirmed: sql`m.state = 'confirmed'`,
  rejected: sql`m.state = 'rejected'`,
};

interface MatchSearch {
  filter: MatchFilter;
  /** The last one of the page before. */
  afterId: string | null;
  limit: number;
}

/** What waits in the order in which it came; what is decided newest first. */
export async function listMatches(orm: Orm, search: MatchSearch): Promise<Match[]> {
  return toMatches(await orm.all<MatchRow>(selectMatches(search)));
}

/** The list's query, exported so that a test can read its plan. */
export function selectMatches({ filter, afterId, limit }: MatchSearch): SQL {
  const isDecided = filter === 'confirmed' || filter === 'rejected';
  const page = isDecided ? sql`m.id < ${afterId}` : sql`m.id > ${afterId}`;
  return sql`${selectWhole()} where ${CONDITIONS[filter]} ${afterId === null ? sql`` : sql`and ${page}`}
    order by m.id ${isDecided ? sql`desc` : sql`asc`} limit ${limit}`;
}

/** Counts no further than `most`. */
export async function countWaitingMatches(orm: Orm, most: number): Promise<number> {
  const rows = await orm.all<{ n: number }>(sql`
    select count(*) as n from (select 1 from matches_match m
      join ledger_transaction a on a.id = m.first_id join ledger_transaction b on b.id = m.second_id
      where ${OPEN} limit ${most})`);
  return rows[0]?.n ?? 0;
}

/** @throws DomainError `match` when there is none. */
export async function readMatch(orm: Orm, id: string): Promise<Match> {
  const [found] = toMatches(await orm.all<MatchRow>(sql`${selectWhole()} where m.id = ${id}`));
  if (found) return found;
  throw new DomainError({ code: 'not_found', reason: 'match', message: `There is no match ${id} here.` });
}

/** Of a transaction: what waits, and what is confirmed. */
export async function readMatchesOf(orm: Orm, transactionId: string): Promise<Match[]> {
  const isSide = sql`m.id in (select id from matches_match where first_id = ${transactionId}
    union all select id from matches_match where second_id = ${transactionId})`;
  return toMatches(
    await orm.all<MatchRow>(
      sql`${selectWhole()} where ${isSide} and (m.state = 'confirmed' or (${OPEN})) order by m.id limit 20`,
    ),
  );
}

/** The change set that said last of a match what stands now; null when nobody said anything. */
export async function readMatchDecision(orm: Orm, id: string): Promise<string | null> {
  const rows = await orm.all<{ id: string }>(sql`
    select c.id from ledger_change_set_item item join ledger_change_set c on c.id = item.change_set_id
    where item.entity_id = ${id} and item.field = 'state' and c.undoes_id is null and c.undone_by_id is null
    order by c.id desc limit 1`);
  return rows[0]?.id ?? null;
}

type SideRow = Omit<MatchSide, 'transactionId'> & { id: string };

interface MatchRow extends Pick<Match, 'id' | 'kind' | 'state'> {
  evidence: string;
  createdAt: number;
  first: string;
  second: string;
}

function selectWhole(): SQL {
  return sql`
    select m.id, m.kind, m.state, m.evidence, m.created_at as createdAt,
      ${sideOf('a')} as first, ${sideOf('b')} as second
    from matches_match m
    join ledger_transaction a on a.id = m.first_id join ledger_transaction b on b.id = m.second_id
    ${namesOf('a')} ${namesOf('b')}`;
}

/** A side as one JSON value; the name of its table stands for the dollar. */
const SIDE = `json_object('id', $.id, 'date', $.date, 'accountId', $.account_id,
  'accountName', coalesce($_account.name, ''), 'amountMinor', $.amount_minor, 'currency', $.currency,
  'payeeName', coalesce($_payee.name, $.imported_payee), 'importedPayee', $.imported_payee,
  'importedMemo', $.imported_memo, 'categoryName', $_category.name, 'notes', $.notes,
  'status', $.status, 'importId', $.import_id, 'fileName', $_import.file_name)`;
/** What names the things that a side points at. */
const NAMES = `left join ledger_account $_account on $_account.id = $.account_id
  left join payees_payee $_payee on $_payee.id = $.payee_id
  left join ledger_category $_category on $_category.id = $.category_id
  left join imports_import $_import on $_import.id = $.import_id`;

const sideOf = (table: 'a' | 'b'): SQL => sql.raw(SIDE.replaceAll('$', table));
const namesOf = (table: 'a' | 'b'): SQL => sql.raw(NAMES.replaceAll('$', table));

function toMatches(rows: readonly MatchRow[]): Match[] {
  return rows.map(({ evidence, createdAt, first, second, ...row }) => ({
    ...row,
    evidence: MatchEvidence.parse(JSON.parse(evidence)),
    first: toSide(first),
    second: toSide(second),
    createdAt: new Date(createdAt),
  }));
}

function toSide(json: string): MatchSide {
  const { id: transactionId, ...side } = JSON.parse(json) as SideRow;
  return { transactionId, ...side };
}
