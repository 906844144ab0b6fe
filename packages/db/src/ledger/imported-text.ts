import { sql, type SQL } from 'drizzle-orm';

/** That the context of a transaction, aliased `t`, says this. */
export function contextIs(key: string, value: string): SQL {
  return sql`json_extract(t.context, ${`$.${JSON.stringify(key)}`}) = ${value}`;
}

/**
 * The imported payee in lower case, as far as it matters to find a text: SQLite's own lower() knows
 * ASCII only, so the other letters of the text are lowered one by one.
 */
function loweredFor(text: string): SQL {
  let lowered = sql`lower(t.imported_payee)`;
  for (const letter of new Set(text)) {
    const upper = letter.toUpperCase();
    if (letter > '\u007f' && upper !== letter && upper.length === letter.length)
      lowered = sql`replace(${lowered}, ${upper}, ${letter})`;
  }
  return lowered;
}

/** The whole imported payee as the model counts it: neither case nor the width of spaces matters. */
export function isOfPayee(payee: string): SQL {
  const wanted = payee.toLowerCase().replace(/\s+/g, ' ').trim();
  return sql`trim(replace(replace(${loweredFor(wanted)}, '  ', ' '), '  ', ' ')) = ${wanted}`;
}

/** The first word of the imported payee, whole, as the model counts it; punctuation parts words. */
export function startsWithWord(word: string): SQL {
  const wanted = word.toLowerCase();
  let text = loweredFor(wanted);
  for (const mark of ['*', '.', ',', '-', '/', '&', "'", '’', '(', ')', '#', ':', '_', '+']) {
    text = sql`replace(${text}, ${mark}, ' ')`;
  }
  return sql`instr(trim(${text}) || ' ', ${`${wanted} `}) = 1`;
}
