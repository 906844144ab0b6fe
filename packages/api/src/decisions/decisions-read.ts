import {
  CategoryFeatures,
  Decision,
  DecisionOutcome,
  Explanation,
  OutcomeReason,
} from '@steward/core/decisions';
import { DomainError } from '@steward/core/errors';
import { readAuditPayload } from '@steward/db/audit';
import type { WorkspaceDb } from '@steward/db/client';
import { readDecisions, type StoredDecision } from '@steward/db/decisions';
import { z } from 'zod';

/** The payload of a decision's audit record. */
const DecisionPayload = z.object({
  input: z.object({
    features: CategoryFeatures,
    defaultCategoryId: z.string().optional(),
    leftOut: z.array(z.string()).default([]),
  }),
  output: z.object({ outcome: DecisionOutcome, outcomeReason: OutcomeReason }),
  explanation: Explanation.nullable(),
});

/** Decisions in the order of the ids. */
export async function readDecisionsByIds(db: WorkspaceDb, ids: readonly string[]): Promise<Decision[]> {
  const rows = await db.read((orm) => readDecisions(orm, ids));
  const decisions = new Map((await withPayloads(db, rows)).map(({ decision }) => [decision.id, decision]));
  return ids.map((id) => {
    const decision = decisions.get(id);
    if (decision) return decision;
    throw new DomainError({
      code: 'not_found',
      reason: 'decision',
      message: `There is no decision ${id} here.`,
    });
  });
}

export interface DecisionWithFeatures {
  decision: Decision;
  /** null when they were erased. */
  features: CategoryFeatures | null;
  /** What the model was asked beside them. */
  asked: { label?: string; leaveOut: ReadonlySet<string> };
}

/** Those of the decisions that are there, by id. */
export async function decisionsWithFeatures(
  db: WorkspaceDb,
  ids: readonly string[],
): Promise<Map<string, DecisionWithFeatures>> {
  const rows = await db.read((orm) => readDecisions(orm, ids));
  return new Map((await withPayloads(db, rows)).map((one) => [one.decision.id, one]));
}

/** Rows with what their audit records keep of them; the features are null when they were erased. */
export async function withPayloads(
  db: WorkspaceDb,
  rows: readonly StoredDecision[],
): Promise<DecisionWithFeatures[]> {
  const payloads = await db.read((orm) =>
    readAuditPayload(
      orm,
      rows.map((row) => row.auditSeq),
    ),
  );
  return rows.map((row) => {
    const payload = payloads.get(row.auditSeq);
    const kept = payload ? DecisionPayload.parse(payload) : null;
    const outcomeReason = kept?.output.outcomeReason ?? {
      code: row.outcomeCode,
      message: 'Erased: it is older than what this workspace keeps.',
    };
    const decision = Decision.parse({
      ...row,
      ...{
        kind: 'category',
        subject: { type: row.subjectType, id: row.subjectId },
        prediction: row.categoryId,
      },
      ...{ outcomeReason, explanation: kept?.explanation ?? null },
    });
    const label = kept?.input.defaultCategoryId;
    const asked = { ...(label !== undefined && { label }), leaveOut: new Set(kept?.input.leftOut) };
    return { decision, features: kept?.input.features ?? null, asked };
  });
}
