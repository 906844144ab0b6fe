import { Import } from '@steward/core/imports';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '../arguments/index.ts';
import { connect, demandAnswer, type Connection } from '../connection/index.ts';
import { createProgress, EXIT, type ProgressBar } from '../output/index.ts';
import { chooseAccounts, describeAccounts } from './file-accounts.ts';

const POLL_MS = 300;

/** Uploads a file and waits for its preview; with --commit also for its commit. */
export const runImport: Run = async (call, terminal) => {
  const [file = ''] = call.positionals;
  const connection = connect(call, terminal);
  const progress = createProgress(terminal);
  const waiting = { ...connection, progress, signal: terminal.signal };
  const { account = '', 'date-order': dateOrder } = call.values;
  const query = { accountId: account, ...(dateOrder && { dateOrder }) };
  let current = await upload(waiting, { file, query });
  const page = new URL(`/imports/${current.id}`, connection.url).href;
  try {
    if (current.status !== 'uploaded') current = await waitFor(waiting, current.id);
    if (call.values.accounts !== undefined && current.status === 'ready') {
      await chooseAccounts(waiting.client, current, call.values.accounts);
      current = await waitFor(waiting, current.id);
    }
    if (call.flags.commit && current.status === 'ready') {
      await connection.client.imports.commit.mutate({ id: current.id });
      current = await waitFor(waiting, current.id);
    }
  } finally {
    progress.end();
  }
  const { counts, status, failure } = current;
  if (call.isJson) terminal.print(JSON.stringify(current));
  else {
    const matched = counts.matched > 0 ? `${counts.matched} matched, ` : '';
    const outcomes = `${counts.new} new, ${matched}${counts.duplicate} duplicate, ${counts.error} in error`;
    terminal.print(`${status}: ${outcomes}. ${page}`);
  }
  if (!call.isJson) for (const line of await describeAccounts(waiting.client, current)) terminal.print(line);
  if (!call.isJson && current.dates) terminal.print(`Dates: ${current.dates.reason}`);
  for (const doubt of current.doubts) terminal.complain(doubt);
  if (status === 'uploaded') terminal.complain(`The columns of ${file} are in doubt: set them at ${page}`);
  if (failure) terminal.complain(failure);
  return status === 'ready' || status === 'committed' ? EXIT.done : EXIT.failed;
};

interface Waiting extends Connection {
  progress: ProgressBar;
  signal: AbortSignal;
}

async function upload(
  { url, apiKey, progress, signal }: Waiting,
  { file, query }: { file: string; query: Record<string, string> },
): Promise<Import> {
  const target = new URL('/api/v1/imports', url);
  for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value);
  const total = (await stat(file)).size;
  let done = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      done += chunk.length;
      progress.show({ label: 'uploading', done, total });
      next(null, chunk);
    },
  });
  const response = await fetch(target, {
    method: 'POST',
    headers: {
      'x-api-key': apiKey,
      'x-file-name': encodeURIComponent(basename(file)),
      'content-type': 'application/octet-stream',
    },
    body: Readable.toWeb(createReadStream(file).pipe(counter)),
    duplex: 'half',
    signal,
  });
  return Import.parse(revive(await (await demandAnswer(response)).json()));
}

/** JSON has no dates: those of an import are named here. */
function revive(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json;
  const isDate = (key: string, value: unknown) => key.endsWith('At') && typeof value === 'string';
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, isDate(key, value) ? new Date(String(value)) : value]),
  );
}

async function waitFor({ client, progress, signal }: Waiting, id: string): Promise<Import> {
  for (;;) {
    const current = await client.imports.getImport.query({ id });
    if (current.status !== 'previewing' && current.status !== 'committing') return current;
    progress.show({ label: current.status, ...current.progress });
    await sleep(POLL_MS, undefined, { signal });
  }
}
