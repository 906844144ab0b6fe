import type { LabelledRow } from '@steward/ml/evaluation';
import { parse } from 'csv-parse';
import { createReadStream, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createGunzip } from 'node:zlib';

const shared = process.env.STEWARD_SHARED ?? resolve(import.meta.dirname, '../../../shared');
const folder = join(shared, 'data', 'transactions');

export interface TransactionSet {
  name: string;
  file: string;
  /** Columns that are known when a transaction comes. */
  columns: readonly string[];
}

/** Three ledgers of real purchases with the accounts they were booked to. */
export const transactionSets: readonly TransactionSet[] = [
  { name: 'birmingham', file: 'birmingham_pcard', columns: ['directorate', 'card_id', 'vat'] },
  { name: 'calderdale', file: 'calderdale_card_account', columns: ['mcc', 'area'] },
  { name: 'gla', file: 'gla_spend', columns: [] },
];

export const hasTransactions = () => existsSync(folder);

/** Ends the benchmark with a sentence where the ledgers are absent. */
export function requireTransactions(): void {
  if (hasTransactions()) return;
  process.stdout.write(
    `This benchmark needs the transactions in ${folder}, which is not there. Nothing was measured. ` +
      'STEWARD_SHARED names another folder that has data/transactions.\n',
  );
  process.exit(0);
}

/** By date. */
export async function readTransactions({ file }: TransactionSet): Promise<LabelledRow[]> {
  const rows: LabelledRow[] = [];
  const records = createReadStream(join(folder, `${file}.csv.gz`))
    .pipe(createGunzip())
    .pipe(parse({ columns: true, bom: true }));
  for await (const record of records as AsyncIterable<Record<string, string>>) {
    const { payee = '', memo = '', date = '', amount = '', category = '', ...context } = record;
    rows.push({
      row: { payee, memo, amount: Math.round(Number(amount) * 100), date, context },
      label: category,
    });
  }
  return rows;
}
