import type { ImportPage } from '@steward/core/imports';
import type { Api } from '#lib/server/api.ts';
import { FIRST_ANSWERS, guideOf, isCommitted, type Guide } from './guide.ts';

/** Answers are counted only while they decide something. */
export async function readGuide(
  api: Api,
  { imports, waiting }: { imports: ImportPage; waiting: number },
): Promise<Guide | null> {
  const asks = isCommitted(imports) && waiting > 0;
  const answered = asks ? (await api.review.countAnswers({ most: FIRST_ANSWERS })).count : 0;
  return guideOf({ imports, answered, waiting });
}
