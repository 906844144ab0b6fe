import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  createFileIdentities,
  identifyRow,
  judgeRow,
  type IdentifiedRow,
  type KnownTransaction,
  type ParsedRow,
} from './index.ts';

const entry = fc.record({
  externalId: fc.option(fc.constantFrom('A', 'B'), { nil: null }),
  date: fc.constantFrom('2026-01-01', '2026-01-02'),
  amountMinor: fc.constantFrom(-100, -200),
});
type Entry = ReturnType<typeof entryOf>;
const entryOf = (row: IdentifiedRow) => ({
  externalId: row.externalId,
  date: row.date,
  amountMinor: row.amountMinor,
});

const toRow = (one: Entry): ParsedRow => ({
  ...{ payee: 'Kettle', memo: '', currency: 'EUR', category: null, context: {}, original: null, splits: [] },
  isPending: false,
  ...one,
});

/** A ledger of one account, as far as imports are held against it. */
function createLedger() {
  const byFingerprint = new Map<string, KnownTransaction>();
  const byExternalId = new Map<string, KnownTransaction>();
  const rows: IdentifiedRow[] = [];
  return {
    rows,
    bringIn: (file: readonly Entry[]) => {
      const identities = createFileIdentities('acc');
      const judged = file.map((one, index) => {
        const seen = identifyRow(identities, toRow(one), index + 1);
        const { externalId, fingerprint } = seen.row;
        const known = {
          byExternalId: externalId === null ? null : (byExternalId.get(externalId) ?? null),
          byFingerprint: byFingerprint.get(fingerprint) ?? null,
          ...{ byPending: null, bySameFile: null },
        };
        return { row: seen.row, judgement: judgeRow(seen, known) };
      });
      for (const { row } of judged.filter(({ judgement }) => judgement.outcome === 'new')) {
        const id = `txn_${rows.length}`;
        const { externalId, date, amountMinor, isPending } = row;
        byFingerprint.set(row.fingerprint, { id, date, amountMinor, isPending });
        if (externalId !== null && !byExternalId.has(externalId)) {
          byExternalId.set(externalId, { id, date, amountMinor, isPending });
        }
        rows.push(row);
      }
    },
  };
}

const sorted = (entries: readonly Entry[]) => entries.map((one) => JSON.stringify(one)).sort();
const withId = ({ externalId }: Entry) => externalId !== null;

it('keeps each transaction for which the bank uses an id, once, in whatever order and pieces files come', () => {
  fc.assert(
    fc.property(fc.array(fc.array(entry, { maxLength: 8 }), { maxLength: 4 }), (files) => {
      const ledger = createLedger();
      for (const file of files) ledger.bringIn(file);
      const there = sorted(ledger.rows.map(entryOf).filter(withId));
      expect(there).toEqual([...new Set(sorted(files.flat().filter(withId)))].sort());
    }),
    { numRuns: 1000 },
  );
});

it('of a file keeps all without an id, and adds nothing the second time', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 12 }), (file) => {
      const ledger = createLedger();
      ledger.bringIn(file);
      const before = ledger.rows.length;
      const without = (one: Entry) => !withId(one);
      expect(sorted(ledger.rows.map(entryOf).filter(without))).toEqual(sorted(file.filter(without)));
      ledger.bringIn(file);
      expect(ledger.rows).toHaveLength(before);
    }),
    { numRuns: 1000 },
  );
});

it('says that a bank uses an id twice', () => {
  const identities = createFileIdentities('acc');
  const unknown = { byExternalId: null, byFingerprint: null, byPending: null, bySameFile: null };
  const first = { externalId: 'A', date: '2026-01-01', amountMinor: -100 };
  const seen = [first, { ...first, amountMinor: -200 }].map((one, index) =>
    identifyRow(identities, toRow(one), index + 1),
  );
  const reasons = seen.map((row) => judgeRow(row, unknown).reason);
  expect(reasons.map(({ code }) => code)).toEqual(['new', 'external_id_reused']);
  expect(reasons[1]?.message).toContain('The bank gave row 1 of this file the id “A” too');
});
