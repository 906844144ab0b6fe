import { createTable, selectColumn, selectRows, type CategoryColumn, type Table } from '@steward/ml/tables';
import { parse } from 'csv-parse/sync';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

// Card transactions of a simulator, with features and protocol of Y. Le Borgne et al. (2022), Reproducible machine
// learning for credit card fraud detection, chapters 3.2, 3.5 and 5.3.

const shared = process.env.STEWARD_SHARED ?? resolve(import.meta.dirname, '../../../../shared');
const file = join(shared, 'data', 'fraud', 'handbook_2018-04_07.csv.gz');
const DAY_MS = 86_400_000;
const WINDOWS = [1, 7, 30];
/** A fraud is known so many days after it happened. */
const DELAY_DAYS = 7;
const TRAIN_DAYS = 7;
const TEST_DAYS = 7;

export interface FraudData {
  features: Table;
  target: CategoryColumn;
  /** Days since the first transaction's. */
  days: Int32Array;
  customers: Int32Array;
}

/** Null, with a sentence, where the data are absent. In order of time. */
export function readFraud(): FraudData | null {
  if (!existsSync(file)) {
    process.stdout.write(`There is no ${file}: fraud is left out.\n`);
    return null;
  }
  const records = parse(gunzipSync(readFileSync(file)), { columns: true });
  const rows = records as Record<string, string>[];
  const column = (name: string) => Float64Array.from(rows, (row) => Number(row[name]));
  const times = Float64Array.from(rows, (row) => Date.parse(`${(row.TX_DATETIME ?? '').replace(' ', 'T')}Z`));
  const [amounts, frauds] = [column('TX_AMOUNT'), column('TX_FRAUD')];
  const customers = Int32Array.from(column('CUSTOMER_ID'));
  const terminals = Int32Array.from(column('TERMINAL_ID'));
  const features: [string, Float64Array][] = [
    ['amount', amounts],
    ['weekend', times.map((time) => (new Date(time).getUTCDay() % 6 === 0 ? 1 : 0))],
    ['night', times.map((time) => (new Date(time).getUTCHours() <= 6 ? 1 : 0))],
  ];
  for (const days of WINDOWS) {
    const ofCustomer = sumWindows(times, customers, { values: amounts, from: days, to: 0 });
    features.push([`customer count ${days}`, ofCustomer.counts]);
    features.push([
      `customer mean ${days}`,
      ofCustomer.sums.map((sum, row) => sum / (ofCustomer.counts[row] ?? 1)),
    ]);
    const window = { values: frauds, from: days + DELAY_DAYS, to: DELAY_DAYS };
    const ofTerminal = sumWindows(times, terminals, window);
    features.push([`terminal count ${days}`, ofTerminal.counts]);
    const risk = ofTerminal.sums.map((sum, row) =>
      ofTerminal.counts[row] === 0 ? 0 : sum / (ofTerminal.counts[row] ?? 1),
    );
    features.push([`terminal risk ${days}`, risk]);
  }
  const firstDay = Math.floor((times[0] ?? 0) / DAY_MS);
  return {
    features: createTable(features.map(([name, values]) => ({ kind: 'number', name, values }))),
    target: { kind: 'category', name: 'fraud', categories: ['no', 'yes'], codes: Int32Array.from(frauds) },
    days: Int32Array.from(times, (time) => Math.floor(time / DAY_MS) - firstDay),
    customers,
  };
}

/** Of each row's owner: rows, and the sum of a value, between `from` and `to` days before the row, itself included at 0. */
function sumWindows(
  times: Float64Array,
  owners: Int32Array,
  { values, from, to }: { values: Float64Array; from: number; to: number },
): { counts: Float64Array; sums: Float64Array } {
  const [counts, sums] = [new Float64Array(times.length), new Float64Array(times.length)];
  const byOwner = new Map<number, number[]>();
  owners.forEach((owner, row) => {
    const rows = byOwner.get(owner) ?? [];
    byOwner.set(owner, rows);
    rows.push(row);
  });
  for (const rows of byOwner.values()) {
    let [oldest, newest, count, sum] = [0, 0, 0, 0];
    for (const row of rows) {
      const now = times[row] ?? 0;
      for (; newest < rows.length && (times[rows[newest] ?? 0] ?? 0) <= now - to * DAY_MS; newest++) {
        count += 1;
        sum += values[rows[newest] ?? 0] ?? 0;
      }
      for (; oldest < newest && (times[rows[oldest] ?? 0] ?? 0) <= now - from * DAY_MS; oldest++) {
        count -= 1;
        sum -= values[rows[oldest] ?? 0] ?? 0;
      }
      counts[row] = count;
      sums[row] = sum;
    }
  }
  return { counts, sums };
}

export interface Week {
  train: Int32Array;
  test: Int32Array;
}

/** 7 days to learn from, 7 of delay, 7 to tell; customers that are known to be victims by a day are left out of it. */
export function weekFrom({ days, customers, target }: FraudData, start: number): Week {
  const rowsWhere = (is: (row: number) => boolean) => Int32Array.from(days.keys()).filter(is);
  const day = (row: number) => days[row] ?? 0;
  const train = rowsWhere((row) => day(row) >= start && day(row) < start + TRAIN_DAYS);
  const knownAt = new Map<number, number>();
  for (const row of rowsWhere((at) => target.codes[at] === 1 && day(at) >= start)) {
    const customer = customers[row] ?? 0;
    const known = day(row) < start + TRAIN_DAYS ? start : day(row) + DELAY_DAYS + 1;
    knownAt.set(customer, Math.min(knownAt.get(customer) ?? Infinity, known));
  }
  const firstTest = start + TRAIN_DAYS + DELAY_DAYS;
  const test = rowsWhere(
    (row) =>
      day(row) >= firstTest &&
      day(row) < firstTest + TEST_DAYS &&
      !((knownAt.get(customers[row] ?? 0) ?? Infinity) <= day(row)),
  );
  return { train, test };
}

export const partOf = ({ features, target }: FraudData, rows: Int32Array) => ({
  features: selectRows(features, rows),
  target: selectColumn(target, rows),
});
