import { DomainError } from '@steward/core/errors';
import type { WorkspaceDb } from '@steward/db/client';
import { AnsweredBefore, readAllAnswered, storeAnswers } from '@steward/db/decisions';
import { z } from 'zod';
import { serialiseList, type SerialisedList } from '../wire/index.ts';
import { storeDecisions, toStore, type DecisionDraft } from './decide.ts';
import { readDecisionsByIds } from './decisions-read.ts';
import type { DraftedCall } from './draft-external.ts';

/**
 * Stores what was decided for callers that wait at the same time: one transaction and one wait for the disk for all
 * of them. No two have the same key. The same key and request get the same decisions again, whatever was drafted
 * for them now. Returns for each call its decisions as they go over the wire, or why it was refused.
 */
export async function storeCalls(
  db: WorkspaceDb,
  calls: readonly DraftedCall[],
): Promise<(SerialisedList | DomainError)[]> {
  try {
    // Nearly every call is new, so none is looked up before its key turns out to be taken.
    return await storeFresh(db, calls);
  } catch (error) {
    if (!(error instanceof AnsweredBefore)) throw error;
    return storeSome(db, calls);
  }
}

/** Of calls some of which were answered before: those get the same again. */
async function storeSome(
  db: WorkspaceDb,
  calls: readonly DraftedCall[],
): Promise<(SerialisedList | DomainError)[]> {
  const answered = await db.read((orm) =>
    readAllAnswered(
      orm,
      calls.map(({ call }) => call),
    ),
  );
  const fresh = calls.filter(({ call }) => !answered.has(call.key));
  const stored = fresh.length > 0 ? await storeFresh(db, fresh) : [];
  const answers = new Map(fresh.map(({ call }, index) => [call.key, stored[index]]));
  return Promise.all(
    calls.map(async ({ call }) => answers.get(call.key) ?? answerAgain(db, answered.get(call.key))),
  );
}

async function answerAgain(db: WorkspaceDb, before: unknown): Promise<SerialisedList | DomainError> {
  if (before instanceof DomainError) return before;
  const decisions = await readDecisionsByIds(db, z.array(z.string()).parse(before));
  return serialiseDecisions(decisions.map((decision) => JSON.stringify(decision)));
}

async function storeFresh(db: WorkspaceDb, calls: readonly DraftedCall[]): Promise<SerialisedList[]> {
  const answers = calls.map(({ call, at, drafts }) => ({
    ...call,
    at,
    response: drafts.map(({ id }) => id),
  }));
  const decisions = calls.flatMap(({ drafts, actor }) => drafts.map((draft) => toStore(draft, actor)));
  const sequences = await db.write(async (tx) => {
    await storeAnswers(tx, answers);
    return storeDecisions(tx, decisions);
  });
  let stored = 0;
  return calls.map(({ drafts }) =>
    serialiseDecisions(drafts.map((draft) => writeAnswer(draft, sequences[stored++] ?? 0))),
  );
}

/** A decision as it goes over the wire; its explanation is taken over as it was written for the audit record. */
function writeAnswer(draft: DecisionDraft, auditSeq: number): string {
  const { explanation, subjectToDecide: _subject, score: _score, asked: _asked, ...decision } = draft;
  return `${JSON.stringify({ ...decision, auditSeq }).slice(0, -1)},"explanation":${explanation}}`;
}

function serialiseDecisions(texts: readonly string[]): SerialisedList {
  return serialiseList(texts, 'createdAt');
}
