import type { ChangeSetItem } from '@steward/core/changes';
import { SYSTEM_ACTOR } from '@steward/core/identity';
import { readTaught } from '@steward/db/changes';
import type { WriteTx } from '@steward/db/client';
import { readPayeeSettings } from '@steward/db/payees';
import { applyChanges, findProtected, type FieldChange } from '../changes/index.ts';
import type { DecisionDraft } from './decide.ts';

/** Names of payees that the reason of a change set lists. */
const NAMED = 3;

const isGiven = ({ outcome }: DecisionDraft) => outcome === 'applied';

/**
 * Those of the drafts that say that a default is given by itself although it must not be: a person said something of the
 * transaction or otherwise of the payee meanwhile, or it is protected.
 */
export async function findNotToGive(tx: WriteTx, drafts: readonly DecisionDraft[]): Promise<Set<string>> {
  const given = drafts.filter(isGiven);
  if (given.length === 0) return new Set();
  const ids = given.map(({ subject }) => subject.id);
  const taught = await readTaught(tx.orm, ids);
  const payeeIds = [...taught.values()].map(({ payeeId }) => payeeId);
  const settings = await readPayeeSettings(tx.orm, [...new Set(payeeIds)]);
  const items = given.map((draft): ChangeSetItem => {
    const place = { entity: 'transaction', entityId: draft.subject.id, field: 'category' } as const;
    return { ...place, before: null, after: draft.prediction };
  });
  const obstacles = await findProtected(tx.orm, { kind: 'rule', actor: SYSTEM_ACTOR, items });
  const guarded = new Set(obstacles.map(({ entityId }) => entityId));
  const mayGive = ({ subject, prediction }: DecisionDraft) => {
    const row = taught.get(subject.id);
    if (!row?.stands || row.categoryId !== null || row.source !== null || guarded.has(subject.id))
      return false;
    const setting = settings.get(row.payeeId);
    return setting?.learnMode === 'auto' && setting.defaultCategoryId === prediction;
  };
  return new Set(given.filter((draft) => !mayGive(draft)).map(({ subject }) => subject.id));
}

/** Gives transactions the defaults of their payees, as the decisions say: one change set, that can be undone. */
export async function giveDefaults(tx: WriteTx, drafts: readonly DecisionDraft[], at: Date): Promise<void> {
  const given = drafts.filter(isGiven);
  if (given.length === 0) return;
  await applyChanges(tx, {
    ...({ kind: 'rule', actor: SYSTEM_ACTOR, at } as const),
    reason: reasonOf(given),
    changes: given.flatMap(({ id, subject, prediction }): FieldChange[] => {
      const about = { entity: 'transaction', entityId: subject.id } as const;
      const provenance = { source: 'rule', decisionId: id, isLocked: false, at: at.getTime() };
      return [
        { ...about, field: 'category', after: prediction },
        { ...about, field: 'categoryProvenance', after: provenance },
      ];
    }),
  });
}

function reasonOf(given: readonly DecisionDraft[]): string {
  const names = [...new Set(given.map(({ subjectToDecide }) => subjectToDecide.payeeName))];
  const others = names.length - NAMED;
  const listed = names.slice(0, NAMED).join(', ') + (others > 0 ? ` and ${others} more` : '');
  return `${names.length === 1 ? 'Default' : 'Defaults'} of ${listed}, given by ${names.length === 1 ? 'itself' : 'themselves'}`;
}
