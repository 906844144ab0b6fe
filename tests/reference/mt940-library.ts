/** An entry as the Python library mt940 reads it. */
export interface LibraryEntry {
  /** In hundredths: all files of its tests are in currencies of two decimals. */
  amountMinor: number;
  /** Its value date. */
  date: string;
  entryDate: string | null;
  currency: string;
  status: string;
  purpose: string | null;
  name: string | null;
  bankReference: string | null;
}

/** What the library keeps of the balances: of each kind the last of the file. */
export interface LibraryFile {
  opening: LibraryBalance | null;
  closing: LibraryBalance | null;
  entries: LibraryEntry[];
}

export interface LibraryBalance {
  amountMinor: number;
  date: string;
  currency: string;
}

/**
 * Reads what the library's tests dump with PyYAML: plain values by their key, dates as their pickled four bytes (year in
 * two, month, day), amounts as decimal texts. Nothing else of YAML is needed.
 */
export function readLibraryFile(text: string): LibraryFile {
  const [head = '', ...bodies] = text.split('\n- !!python/object:mt940.models.Transaction\n');
  return {
    opening: readBalance(head, 'final_opening_balance'),
    closing: readBalance(head, 'final_closing_balance'),
    entries: bodies.flatMap(readEntry),
  };
}

function readBalance(head: string, key: string): LibraryBalance | null {
  const start = head.indexOf(`  ${key}: `);
  if (start < 0) return null;
  const rest = head.slice(start).split('\nprocessors:')[0] ?? '';
  const date = pickedDate(rest);
  if (date === null) return null;
  return { amountMinor: decimal(rest), date, currency: valueOf(rest, 'currency') ?? '' };
}

function readEntry(body: string): LibraryEntry[] {
  const dateAt = body.indexOf('\n    date: ');
  const date = dateAt < 0 ? null : pickedDate(body.slice(dateAt));
  // A tag alone makes an entry without an amount.
  if (date === null || !body.includes('Decimal [')) return [];
  const entryAt = body.indexOf('\n    entry_date: !!');
  return [
    {
      amountMinor: decimal(body),
      date,
      entryDate: entryAt < 0 ? null : pickedDate(body.slice(entryAt)),
      currency: valueOf(body, 'currency') ?? '',
      status: valueOf(body, 'status') ?? '',
      purpose: valueOf(body, 'purpose'),
      name: valueOf(body, 'applicant_name'),
      bankReference: valueOf(body, 'bank_reference'),
    },
  ];
}

function decimal(text: string): number {
  const digits = /Decimal \['(-?[\d.E+-]+)'\]/.exec(text)?.[1] ?? '';
  return Math.round(Number(digits) * 100);
}

function pickedDate(text: string): string | null {
  const packed = /!!binary \|\s+([A-Za-z0-9+/=]+)/.exec(text)?.[1];
  if (packed === undefined) return null;
  const [high = 0, low = 0, month = 0, day = 0] = Buffer.from(packed, 'base64');
  const two = (value: number) => String(value).padStart(2, '0');
  return `${high * 256 + low}-${two(month)}-${two(day)}`;
}

/** A scalar on one or more lines, with or without quotation marks. */
function valueOf(text: string, key: string): string | null {
  const found = new RegExp(`\\n\\s+${key}: (.*(?:\\n {6,}\\S.*)*)`).exec(text)?.[1];
  if (found === undefined || found === 'null') return null;
  return found
    .replace(/\n\s+/g, ' ')
    .replace(/^'(.*)'$/s, '$1')
    .replace(/^"(.*)"$/s, '$1');
}
