import type { World } from './world.ts';

/**
 * All that the ledger holds, field by field, with the review queue. Left out is what an undo must not turn back: versions,
 * events of learning, and the rows of what was taken out of the ledger.
 */
const DUMPED: Readonly<Record<string, string>> = {
  accounts: 'select * from ledger_account order by id',
  categories: 'select * from ledger_category where removed_at is null order by id',
  transactions: 'select * from ledger_transaction where deleted_at is null order by id',
  splits: `select s.* from ledger_split s join ledger_transaction t on t.id = s.transaction_id
    where t.deleted_at is null order by s.transaction_id, s.position`,
  tags: `select g.* from ledger_tag g join ledger_transaction t on t.id = g.transaction_id
    where t.deleted_at is null order by g.transaction_id, g.position`,
  attachments: `select a.* from ledger_attachment a join ledger_transaction t on t.id = a.transaction_id
    where t.deleted_at is null order by a.id`,
  externalIds: `select x.* from ledger_external_id x join ledger_transaction t on t.id = x.transaction_id
    where t.deleted_at is null order by x.account_id, x.external_id`,
  provenance: `select p.* from ledger_provenance p join ledger_transaction t on t.id = p.transaction_id
    where t.deleted_at is null order by p.transaction_id, p.field`,
  closedMonths: 'select starts_on, ends_before from closing_month order by starts_on',
  payees: 'select * from payees_payee order by id',
  budgets: 'select * from budgets_budget order by id',
  totals:
    'select * from ledger_total where splits <> 0 order by category_id, account_id, period, currency, is_transfer',
  matches: `select m.kind, m.first_id, m.second_id, m.state from matches_match m
    join ledger_transaction a on a.id = m.first_id and a.deleted_at is null
    join ledger_transaction b on b.id = m.second_id and b.deleted_at is null order by 1, 2, 3`,
  aliases: 'select * from payees_alias order by imported_name',
  payeeRules: 'select * from payees_rule order by id',
  queue: `select transaction_id, decision_id, payee_id, category_id, confidence, state from review_item
    where state <> 'removed' order by transaction_id`,
  labels: `select e.transaction_id, e.category_id from learning_event e where e.type = 'label_seen'
    and not exists (select 1 from learning_event w where w.of_seq = e.seq) order by e.transaction_id, e.category_id`,
  mergedAndRemoved: `select e.type, e.category_id from learning_event e
    where e.type in ('category_merged', 'category_removed')
    and not exists (select 1 from learning_event w where w.of_seq = e.seq)
    and exists (select 1 from ledger_category c where c.id = e.category_id and c.removed_at is null) order by 2`,
};

const LEFT_OUT = new Set(['version', 'learning_seq']);

export async function dumpLedger({ db }: World): Promise<Record<string, string[]>> {
  const dump: Record<string, string[]> = {};
  for (const [name, query] of Object.entries(DUMPED)) {
    const rows = await db.read((orm) => orm.all<Record<string, unknown>>(query));
    dump[name] = rows.map((row) =>
      Object.entries(row)
        .filter(([column]) => !LEFT_OUT.has(column))
        .map(([column, value]) => `${column} ${String(value)}`)
        .join(', '),
    );
  }
  return dump;
}
