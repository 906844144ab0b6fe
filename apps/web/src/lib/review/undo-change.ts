import { attempt } from '#lib/shell/attempt.ts';
import type { Api } from '#lib/server/api.ts';

/** Takes a change set back: an answer with the right to answer, any other change with the right to undo the ledger's. */
export async function undoChange(api: Api, changeSetId: string) {
  const answer = await attempt(api.review.undo({ changeSetId }));
  if (answer.ok || answer.failure.data.reason !== 'not_an_answer') return { undone: answer, isAnswer: true };
  return { undone: await attempt(api.ledger.undoChangeSet({ id: changeSetId })), isAnswer: false };
}
