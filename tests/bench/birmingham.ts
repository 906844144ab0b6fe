import { openDatabaseFile } from '@steward/db/client';
import type { StewardClient } from '@steward/client/client';
import { createReadStream, existsSync } from 'node:fs';
import { resolve, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';

const shared = process.env.STEWARD_SHARED ?? resolve(import.meta.dirname, '../../../shared');
const FILE = join(shared, 'data', 'transactions', 'birmingham_pcard.csv.gz');
const CONTEXT = ['directorate', 'vat', 'card_id'];

export interface CsvLines {
  columns: string[];
  /** Without the header; each a line of CSV. */
  lines: string[];
}

/** Birmingham's card transactions by date; ends the benchmark with a sentence where they are absent. */
export async function readBirmingham(): Promise<CsvLines> {
  if (!existsSync(FILE)) {
    process.stdout.write(
      `This benchmark needs ${FILE}, which is not there. Nothing was measured. ` +
        'STEWARD_SHARED names another folder that has data/transactions.\n',
    );
    process.exit(0);
  }
  const lines: string[] = [];
  for await (const line of createInterface({ input: createReadStream(FILE).pipe(createGunzip()) }))
    lines.push(line);
  return { columns: (lines[0] ?? '').split(','), lines: lines.slice(1) };
}

/** Cells of a line as they stand, quotes included; payees are quoted where they hold commas. */
export function splitCells(line: string): string[] {
  return line.match(/(?<=^|,)(?:"(?:[^"]|"")*"|[^,]*)(?=,|$)/g) ?? [];
}

/** A line as an app asks about it. */
export function toSubject({ columns, line, id }: { columns: readonly string[]; line: string; id: string }) {
  const cells = splitCells(line).map((cell) => cell.replace(/^"|"$/g, '').replaceAll('""', '"'));
  const cell = (column: string) => cells[columns.indexOf(column)] ?? '';
  return {
    externalId: id,
    ...{ payee: cell('payee'), date: cell('date'), currency: 'GBP' },
    amountMinor: -Math.round(Number(cell('amount')) * 100),
    context: Object.fromEntries(CONTEXT.map((column) => [column, cell(column)])),
  };
}

interface Upload {
  url: string;
  apiKey: string;
  client: StewardClient;
  csv: string;
}

/** Uploads, previews and commits a file of these columns, with three of them kept as context. */
export async function importCsv({ url, apiKey, client, csv }: Upload): Promise<void> {
  const account = await client.ledger.createAccount.mutate({ name: 'Cards', type: 'card', currency: 'GBP' });
  const response = await fetch(new URL(`/api/v1/imports?accountId=${account.id}`, url), {
    method: 'POST',
    headers: { 'x-api-key': apiKey, 'x-file-name': 'birmingham.csv', 'content-type': 'text/csv' },
    body: csv,
  });
  if (!response.ok) throw new Error(`upload: ${response.status} ${await response.text()}`);
  const { id } = (await response.json()) as { id: string };
  const { profile } = await client.imports.getImport.query({ id });
  if (profile === null) throw new Error('the columns were not recognised');
  const columns = profile.columns.map(({ name, role }) => {
    if (CONTEXT.includes(name)) return { name, role: 'context' as const };
    return { name, role: role === 'context' ? ('ignore' as const) : role };
  });
  await client.imports.setProfile.mutate({
    id,
    profile: { ...profile, columns, signConvention: 'inverted' },
  });
  await waitFor(client, id, 'ready');
  await client.imports.commit.mutate({ id });
  await waitFor(client, id, 'committed');
}

async function waitFor(client: StewardClient, id: string, status: 'ready' | 'committed'): Promise<void> {
  for (;;) {
    const file = await client.imports.getImport.query({ id });
    if (file.status === status) return;
    if (file.status === 'failed') throw new Error(file.failure ?? 'the import failed');
    await sleep(200);
  }
}

/** The floor: lines into one bare table, nothing read, checked, learned or decided. Milliseconds a batch. */
export async function measureBareInsert(
  path: string,
  lines: readonly string[],
  batchSize: number,
): Promise<number[]> {
  const file = await openDatabaseFile(path);
  await file.write((tx) => tx.execute('create table bare (line text)'));
  const milliseconds: number[] = [];
  for (let start = 0; start < lines.length; start += batchSize) {
    const batch = lines.slice(start, start + batchSize).map((line) => [line]);
    const startedAt = performance.now();
    await file.write((tx) => tx.insertMany('bare', ['line'], batch));
    milliseconds.push(performance.now() - startedAt);
  }
  file.close();
  return milliseconds;
}

/** The value below which this share lies. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
}
