import { DomainError } from '@steward/core/errors';
import { createId } from '@steward/core/identity';
import {
  matchesRule,
  normalisePayee,
  type NewPayeeRule,
  type PayeeRule,
  type PayeeRulePreview,
  type PayeesChanged,
} from '@steward/core/payees';
import type { Orm, WorkspaceDb } from '@steward/db/client';
import {
  findPayeeByName,
  listAliases,
  listPayeeRules,
  nextRulePosition,
  readTransactionIdsOf,
  type AliasOfPayee,
} from '@steward/db/payees';
import { randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { applyChanges, type FieldChange } from '../changes/index.ts';
import { goOver, newPayee, type PayeeChange } from './change-payees.ts';

/** Spellings compared before other work has its turn. */
const PAGE = 1_000;
const SHOWN = 100;

/** What a rule would change of the names that are here. Changes nothing. */
export async function previewPayeeRule(db: WorkspaceDb, rule: NewPayeeRule): Promise<PayeeRulePreview> {
  return db.read(async (orm) => {
    const names = await findMatching(orm, rule);
    let transactionCount = 0;
    for (const [payeeId, group] of Map.groupBy(names, (name) => name.payeeId)) {
      const spellings = group.map(({ importedName }) => importedName);
      transactionCount += (await readTransactionIdsOf(orm, payeeId, spellings)).length;
    }
    return { names: names.slice(0, SHOWN), nameCount: names.length, transactionCount };
  });
}

/** Spellings that a rule matches and that are not the payee it names already. */
async function findMatching(orm: Orm, rule: NewPayeeRule): Promise<AliasOfPayee[]> {
  const found: AliasOfPayee[] = [];
  for (let after = ''; ;) {
    const page = await listAliases(orm, after, PAGE);
    found.push(...page.filter((one) => one.payeeName !== rule.name && matchesRule(rule, one.importedName)));
    if (page.length < PAGE) return found;
    after = page.at(-1)?.importedName ?? '';
    await nextTurn();
  }
}

/**
 * Keeps a rule for names to come, behind the others, and takes it to those that are here when asked to: both one change.
 *
 * @throws DomainError `payee_rule` for one that is here already.
 */
export async function addPayeeRule(
  { db, actor, now }: PayeeChange,
  { applyToAll, ...rule }: NewPayeeRule & { applyToAll: boolean },
): Promise<PayeesChanged & { rule: PayeeRule }> {
  return db.write(async (tx) => {
    const at = now();
    const same = (await listPayeeRules(tx.orm)).find(
      (one) => one.match === rule.match && normalisePayee(one.text) === normalisePayee(rule.text),
    );
    if (same) {
      const message = `There is a rule for “${same.text}” already, which calls it ${same.name}; remove that one first.`;
      throw new DomainError({ code: 'conflict', reason: 'payee_rule', message });
    }
    const id = createId('prl', { now: at, random: randomBytes });
    const row = { id, position: await nextRulePosition(tx.orm), ...rule };
    const changes: FieldChange[] = [{ entity: 'payeeRule', entityId: id, field: 'exists', after: row }];
    const known = await findPayeeByName(tx.orm, rule.name);
    const target = known === null ? newPayee(rule.name, at) : { id: known, changes: [] };
    let moved = 0;
    const names = applyToAll ? await findMatching(tx.orm, rule) : [];
    if (names.length > 0) changes.push(...target.changes);
    for (const [payeeId, group] of Map.groupBy(names, (name) => name.payeeId)) {
      const aliases = group.map(({ importedName }) => importedName);
      const ids = await readTransactionIdsOf(tx.orm, payeeId, aliases);
      moved += ids.length;
      changes.push(...goOver({ ids, aliases, payeeId: target.id }));
    }
    const reason = `Rule: “${rule.text}” is ${rule.name}`;
    const { changeSetId } = await applyChanges(tx, { kind: 'edit', actor, at, reason, changes });
    return { changeSetId, payeeId: target.id, moved, rule: { id, ...rule } };
  });
}

/** @throws DomainError `payee_rule` when there is none. */
export async function removePayeeRule(
  { db, actor, now }: PayeeChange,
  id: string,
): Promise<{ changeSetId: string | null }> {
  return db.write(async (tx) => {
    const rule = (await listPayeeRules(tx.orm)).find((one) => one.id === id);
    if (!rule) {
      const message = `There is no rule ${id} here.`;
      throw new DomainError({ code: 'not_found', reason: 'payee_rule', message });
    }
    const reason = `No rule for “${rule.text}” any more`;
    const changes: FieldChange[] = [{ entity: 'payeeRule', entityId: id, field: 'exists', after: null }];
    const { changeSetId } = await applyChanges(tx, { kind: 'edit', actor, at: now(), reason, changes });
    return { changeSetId };
  });
}
