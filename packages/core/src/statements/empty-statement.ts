import type { Statement } from './statements.schema.ts';

/** A statement that says nothing yet. */
export function emptyStatement(): Statement {
  const account = { number: null, bank: null, kind: null, name: null };
  return { account, currency: null, from: null, to: null, balances: [], items: [] };
}
