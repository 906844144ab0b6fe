import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proposeNearDuplicates } from '../matches/index.ts';
import {
  createFileIdentities,
  fingerprintOfOccurrence,
  identifyRow,
  judgeAtEdge,
  judgeEdgeTwin,
  judgeRow,
  partOfDay,
  type FileDays,
  type ImportedShare,
  type ParsedRow,
} from './index.ts';

interface Booked {
  id: string;
  row: ParsedRow;
  file: number;
}

interface Taken {
  days: FileDays;
  fingerprintsOf: Map<string, Set<string>>;
}

/** A ledger of one account in memory, with the decisions of core and nothing else. */
class Ledger {
  readonly booked = new Map<string, Booked>();
  readonly byExternalId = new Map<string, string>();
  readonly files: Taken[] = [];
  /** Rows that were taken as what was here, on days that two files share at their edges. */
  readonly takenAtEdge: ParsedRow[] = [];
  readonly proposed: { row: ParsedRow; transactionId: string }[] = [];

  import(rows: readonly ParsedRow[]): void {
    const identities = createFileIdentities('acc');
    const seen = rows.map((row, index) => identifyRow(identities, row, index + 1));
    const dates = rows.map(({ date }) => date).sort();
    const days = { firstDate: dates[0] ?? '', lastDate: dates.at(-1) ?? '' };
    const fingerprintsOf = new Map<string, Set<string>>();
    for (const { row } of seen) {
      const ofDay = fingerprintsOf.get(row.date) ?? new Set<string>();
      fingerprintsOf.set(row.date, ofDay.add(row.fingerprint));
    }
    const standing = new Map(this.booked);
    const [explained, unmatched] = [new Set<string>(), [] as { row: ParsedRow; rowNumber: number }[]];
    for (const [index, one] of seen.entries()) {
      const twin = standing.get(one.row.fingerprint);
      const byExternalId =
        one.row.externalId === null ? undefined : this.byExternalId.get(one.row.externalId);
      const { date, amountMinor } = one.row;
      const knownOf = (id: string | undefined) =>
        id === undefined ? null : { id, date, amountMinor, isPending: false };
      const judgement = judgeRow(one, {
        byExternalId: knownOf(byExternalId),
        byFingerprint: knownOf(twin?.id),
        byPending: null,
        bySameFile: null,
      });
      if (twin) explained.add(twin.id);
      if (judgement.outcome === 'new') {
        unmatched.push({ row: one.row, rowNumber: index + 1 });
        this.book(one.row.fingerprint, one.row);
        continue;
      }
      if (judgement.reason.code !== 'same_transaction') continue;
      this.settleEdge(one.row, { days, fingerprintsOf });
    }
    const near = proposeNearDuplicates(
      { format: 'csv', ...days },
      unmatched.map(({ row, rowNumber }) => ({ ...row, rowNumber, hasExternalId: row.externalId !== null })),
      [...standing.values()]
        .filter(({ id }) => !explained.has(id))
        .map(({ id, row }) => {
          const hasExternalId = row.externalId !== null;
          return { ...row, id, status: 'posted' as const, format: 'csv', hasExternalId };
        }),
    );
    for (const { rowNumber, transactionId } of near) {
      const row = rows[rowNumber - 1];
      if (row) this.proposed.push({ row, transactionId });
    }
    this.files.push({ days, fingerprintsOf });
  }

  private settleEdge(row: ParsedRow & { fingerprint: string }, file: Taken): void {
    const part = partOfDay(file.days, row.date);
    const twin = this.booked.get(row.fingerprint);
    if (part === null || !twin) return;
    const verdict = judgeAtEdge(
      row.fingerprint,
      { part, fingerprints: file.fingerprintsOf.get(row.date) ?? new Set() },
      this.files.flatMap((other, index) => this.shareOf(other, index, row.date)),
    );
    let ordinal = 1;
    let fingerprint = row.fingerprint;
    while (this.booked.has(fingerprint) || file.fingerprintsOf.get(row.date)?.has(fingerprint)) {
      fingerprint = fingerprintOfOccurrence('acc', row, (ordinal += 1));
    }
    const judgement = judgeEdgeTwin({ verdict, transactionId: twin.id, fingerprint });
    if (judgement?.reason.code === 'same_at_edge') this.takenAtEdge.push(row);
    if (judgement?.outcome !== 'matched') return;
    this.book(fingerprint, row);
    this.proposed.push({ row, transactionId: twin.id });
  }

  private shareOf({ days, fingerprintsOf }: Taken, index: number, date: string): ImportedShare[] {
    const part = partOfDay(days, date);
    const broughtIn = [...this.booked].flatMap(([fingerprint, { file }]) =>
      file === index ? [fingerprint] : [],
    );
    return part === null
      ? []
      : [{ part, fingerprints: fingerprintsOf.get(date) ?? new Set(), broughtIn: new Set(broughtIn) }];
  }

  private book(fingerprint: string, row: ParsedRow): void {
    const id = `t${this.booked.size}`;
    this.booked.set(fingerprint, { id, row, file: this.files.length });
    if (row.externalId !== null) this.byExternalId.set(row.externalId, id);
  }

  rows(): string[] {
    return [...this.booked.values()].map(({ row }) => textOf(row)).sort();
  }
}

const textOf = ({ date, payee, amountMinor, memo }: ParsedRow) => [date, payee, amountMinor, memo].join(' ');

function countOf(rows: readonly ParsedRow[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(textOf(row), (counts.get(textOf(row)) ?? 0) + 1);
  return counts;
}

const dayOf = (day: number) => `2026-01-${String(day).padStart(2, '0')}`;

const bankRow = fc.record({
  day: fc.integer({ min: 1, max: 12 }),
  payee: fc.constantFrom('Kettle', 'Shop'),
  amountMinor: fc.constantFrom(-320, -999),
  memo: fc.constantFrom('', 'card'),
});

/** What the bank has, oldest first. */
const bankList = (hasIds: boolean) =>
  fc.array(bankRow, { minLength: 1, maxLength: 30 }).map((rows) =>
    rows
      .sort((one, other) => one.day - other.day)
      .map(({ day, ...row }, index): ParsedRow => ({
        ...{
          ...row,
          date: dayOf(day),
          currency: 'EUR',
          isPending: false,
          category: null,
          context: {},
          original: null,
          splits: [],
        },
        externalId: hasIds ? `id${index}` : null,
      })),
  );

const stretch = fc.tuple(fc.nat(100), fc.nat(100)).map(([one, other]) => {
  return { from: Math.min(one, other) / 100, to: Math.max(one, other) / 100 };
});

function daysBetween(rows: readonly ParsedRow[], first: number, last: number): ParsedRow[] {
  return rows.filter(({ date }) => date >= dayOf(first) && date <= dayOf(last));
}

const RUNS = { numRuns: 1_000 };

describe('whatever order and overlap files come in', () => {
  it('days that are whole end in the same ledger, and nothing is asked', () => {
    const pieces = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(bankList(false), pieces, fc.integer({ min: 1, max: 12 }), (rows, more, cut) => {
        const ledger = new Ledger();
        for (const [one, other] of more) {
          ledger.import(daysBetween(rows, Math.min(one, other), Math.max(one, other)));
        }
        ledger.import(daysBetween(rows, cut + 1, 12));
        ledger.import(daysBetween(rows, 1, cut));
        expect(ledger.rows()).toEqual(rows.map(textOf).sort());
        expect(ledger.proposed).toEqual([]);
      }),
      RUNS,
    );
  });

  it('rows with ids end in the same ledger wherever they are cut', () => {
    fc.assert(
      fc.property(bankList(true), fc.array(stretch, { maxLength: 5 }), (rows, stretches) => {
        const ledger = new Ledger();
        for (const { from, to } of stretches) ledger.import(cutOf(rows, from, to));
        ledger.import(rows);
        ledger.import(rows);
        expect(ledger.rows()).toEqual(rows.map(textOf).sort());
        expect(ledger.proposed).toEqual([]);
      }),
      RUNS,
    );
  });

  it('cut within days, no row is lost in silence and none is doubled in silence', () => {
    fc.assert(
      fc.property(bankList(false), fc.array(stretch, { minLength: 1, maxLength: 6 }), (rows, stretches) => {
        const ledger = new Ledger();
        const had = new Set<ParsedRow>();
        for (const { from, to } of stretches) {
          const piece = cutOf(rows, from, to);
          for (const row of piece) had.add(row);
          ledger.import(piece);
        }
        const truth = countOf([...had]);
        const booked = countOf([...ledger.booked.values()].map(({ row }) => row));
        const asked = countOf(ledger.proposed.map(({ row }) => row));
        const shown = countOf(ledger.takenAtEdge);
        for (const text of new Set([...truth.keys(), ...booked.keys()])) {
          const [n, has] = [truth.get(text) ?? 0, booked.get(text) ?? 0];
          expect(has - (asked.get(text) ?? 0)).toBeLessThanOrEqual(n);
          expect(has + (shown.get(text) ?? 0)).toBeGreaterThanOrEqual(n);
        }
      }),
      RUNS,
    );
  });

  it('cut within days, the whole file settles it: every row is there', () => {
    fc.assert(
      fc.property(bankList(false), fc.array(stretch, { minLength: 1, maxLength: 4 }), (rows, stretches) => {
        const ledger = new Ledger();
        const before = { ...row('2025-12-31'), payee: 'Before' };
        const behind = { ...row('2026-01-13'), payee: 'Behind' };
        for (const { from, to } of stretches) ledger.import(cutOf(rows, from, to));
        ledger.import([before, ...rows, behind]);
        const asked = countOf(ledger.proposed.map(({ row }) => row));
        const booked = countOf([...ledger.booked.values()].map(({ row }) => row));
        for (const [text, n] of countOf(rows)) {
          expect(booked.get(text) ?? 0).toBeGreaterThanOrEqual(n);
          expect((booked.get(text) ?? 0) - (asked.get(text) ?? 0)).toBeLessThanOrEqual(n);
        }
      }),
      RUNS,
    );
  });
});

function cutOf(rows: readonly ParsedRow[], from: number, to: number): ParsedRow[] {
  return rows.slice(Math.floor(from * rows.length), Math.ceil(to * rows.length));
}

function row(date: string, more: Partial<ParsedRow> = {}): ParsedRow {
  return {
    ...{ date, payee: 'Kettle', memo: '', amountMinor: -320, currency: 'EUR' },
    ...{
      externalId: null,
      category: null,
      context: {},
      original: null,
      isPending: false,
      splits: [],
      ...more,
    },
  };
}

describe('coffee', () => {
  const other = (date: string, payee: string) => row(date, { payee, amountMinor: -999 });

  it('twice on one day survives, in one file and in two', () => {
    const ledger = new Ledger();
    ledger.import([row('2026-01-02'), row('2026-01-02')]);
    ledger.import([row('2026-01-01'), row('2026-01-02'), row('2026-01-02'), row('2026-01-03')]);
    expect(ledger.rows()).toHaveLength(4);
    expect(ledger.proposed).toEqual([]);
  });

  it('of a day that a later file has whole: the second comes in, the first does not come again', () => {
    const ledger = new Ledger();
    ledger.import([other('2026-01-01', 'Shop'), row('2026-01-02')]);
    ledger.import([other('2026-01-01', 'Shop'), row('2026-01-02'), row('2026-01-02'), row('2026-01-03')]);
    expect(ledger.rows()).toHaveLength(4);
    expect(ledger.proposed).toEqual([]);
  });

  it('of a day that is cut between two files is asked about, and is there meanwhile', () => {
    const ledger = new Ledger();
    ledger.import([other('2026-01-01', 'Shop'), row('2026-01-02'), other('2026-01-02', 'Baker')]);
    ledger.import([row('2026-01-02'), other('2026-01-02', 'Lunch'), other('2026-01-03', 'Shop')]);
    expect(ledger.rows()).toHaveLength(6);
    expect(
      ledger.proposed.map(({ row: { date, payee }, transactionId }) => [date, payee, transactionId]),
    ).toEqual([['2026-01-02', 'Kettle', 't1']]);
  });

  it('on the one day that two files share is the same, and the file says that it was taken so', () => {
    const ledger = new Ledger();
    ledger.import([row('2026-01-01'), row('2026-02-01')]);
    ledger.import([row('2026-02-01'), row('2026-03-01')]);
    expect(ledger.rows()).toHaveLength(3);
    expect(ledger.takenAtEdge).toHaveLength(1);
  });

  it('every day at the same price proposes nothing in the files of two weeks', () => {
    const ledger = new Ledger();
    const days = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, index) => row(dayOf(from + index)));
    ledger.import(days(1, 7));
    ledger.import(days(8, 14));
    ledger.import(days(5, 20));
    expect(ledger.rows()).toHaveLength(20);
    expect([ledger.proposed, ledger.takenAtEdge]).toEqual([[], []]);
  });
});
