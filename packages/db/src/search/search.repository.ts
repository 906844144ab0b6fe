import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';
import { payee, payeeAlias } from '../payees/payees.table.ts';

interface PayeeWords {
  /** Folded as `normalised` is. */
  words: readonly [string, ...string[]];
  limit: number;
}

/**
 * Payees with every word in their name or in a name they were imported under, merged ones followed; those that begin
 * with the first word come first, shorter names before longer ones. Goes over the names and never over transactions.
 */
export async function findPayeesByWords(
  orm: Orm,
  { words, limit }: PayeeWords,
): Promise<{ id: string; name: string }[]> {
  const imported = orm
    .select({ id: sql<string>`coalesce(${payee.mergedIntoId}, ${payee.id})` })
    .from(payeeAlias)
    .innerJoin(payee, eq(payee.id, payeeAlias.payeeId))
    .where(and(...words.map((word) => sql`instr(${payeeAlias.normalised}, ${word}) > 0`)));
  const inName = and(...words.map((word) => sql`instr(lower(${payee.name}), ${word}) > 0`));
  return orm
    .select({ id: payee.id, name: payee.name })
    .from(payee)
    .where(and(isNull(payee.mergedIntoId), or(inName, inArray(payee.id, imported))))
    .orderBy(
      sql`instr(lower(${payee.name}), ${words[0]}) <> 1`,
      sql`length(${payee.name})`,
      asc(payee.name),
      asc(payee.id),
    )
    .limit(limit);
}
