import { AuditLog, type AuditLogPage, type AuditRecord, type SearchAuditLogs } from '@steward/core/audit';
import { DomainError } from '@steward/core/errors';
import { readAuditHead, readAuditRange, searchAudit } from '@steward/db/audit';
import type { WorkspaceDb } from '@steward/db/client';
import { readFeedbackOfDecision } from '@steward/db/feedback';

/** Records that match, newest first. */
export async function searchAuditLogs(db: WorkspaceDb, search: SearchAuditLogs): Promise<AuditLogPage> {
  const { system, action, startDate, endDate, cursor, limit, ...filters } = search;
  return db.read(async (orm) => {
    const records = await searchAudit(orm, {
      ...filters,
      ...(system && { systems: [system] }),
      ...(action && { actions: [action] }),
      ...(startDate && { startAt: startDate.getTime() }),
      ...(endDate && { endAt: endDate.getTime() }),
      ...(cursor !== null && { beforeSeq: cursor }),
      limit,
    });
    const last = records.at(-1);
    const head = await readAuditHead(orm);
    return {
      items: records.map((record) => toLog(record, null)),
      nextCursor: last && records.length === limit ? last.seq : null,
      headSeq: head?.seq ?? 0,
    };
  });
}

/** One record in full, with what people said of it. */
export async function getAuditLog(db: WorkspaceDb, id: string): Promise<AuditLog> {
  const seq = Number(id);
  const [record] = Number.isSafeInteger(seq) ? await db.read((orm) => readAuditRange(orm, seq, 1)) : [];
  if (record?.seq !== seq) {
    throw new DomainError({
      code: 'not_found',
      reason: 'audit_record',
      message: `There is no audit record ${id}.`,
    });
  }
  const feedback =
    record.action === 'prediction' ? await db.read((orm) => readFeedbackOfDecision(orm, record.subject)) : [];
  const last = feedback.at(-1);
  const said = last && {
    ...{ accepted: last.isAccepted, corrected: !last.isAccepted, feedback: last.categoryId },
    isWithdrawn: last.withdrawnAt !== null,
  };
  return toLog(record, said ?? null);
}

function toLog(record: AuditRecord, userFeedback: AuditLog['userFeedback']): AuditLog {
  const payload = record.payload ?? {};
  const { input, output, confidence, explanation, executionTime, success, error } = payload;
  const { seq, action, system, actor, subject, modelVersion, hash, previousHash } = record;
  return AuditLog.parse({
    ...{ id: String(seq), seq, timestamp: new Date(record.at), actor, system, action, subject, modelVersion },
    ...{ input: input ?? null, output: output ?? null, explanation: explanation ?? null, userFeedback },
    payeeId: payeeOf(payload),
    confidence: confidence ?? null,
    executionTime: executionTime ?? null,
    success: success ?? true,
    error: error ?? null,
    isErased: record.payload === null,
    ...{ hash, previousHash, payload: record.payload },
  });
}

function payeeOf(payload: NonNullable<AuditRecord['payload']>): string | null {
  const { input } = payload;
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return null;
  return typeof input.payeeId === 'string' ? input.payeeId : null;
}
