import { Import } from '@steward/core/imports';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, readOptions, UsageError, type Connection } from '../arguments/index.ts';
import type { Terminal } from '../output/index.ts';

export const IMPORT_USAGE = ['import FILE --account ID [--commit] [--json]'];

const POLL_MS = 300;

/** Uploads a file and waits for its preview; with --commit also for its commit. */
export async function runImport(args: readonly string[], terminal: Terminal): Promise<number> {
  const { positionals, values, flags } = readOptions(args, {
    values: ['account'],
    flags: ['commit', 'json'],
  });
  const [file] = positionals;
  if (file === undefined || values.account === undefined)
    throw new UsageError('Name a file and its --account.');
  const connection = connect(terminal.environment);
  const uploaded = await upload(connection, { file, accountId: values.account });
  if (uploaded.status === 'uploaded') {
    terminal.complain(
      `The columns of ${file} are in doubt: set them at ${connection.url}/imports/${uploaded.id}`,
    );
    return 1;
  }
  let current = await waitFor(connection, uploaded.id);
  if (flags.commit && current.status === 'ready') {
    await connection.client.imports.commit.mutate({ id: current.id });
    current = await waitFor(connection, current.id);
  }
  const { counts } = current;
  if (flags.json) terminal.print(JSON.stringify(current));
  else {
    const outcomes = `${counts.new} new, ${counts.duplicate} duplicate, ${counts.error} in error`;
    terminal.print(`${current.status}: ${outcomes}. ${connection.url}/imports/${current.id}`);
  }
  if (current.failure) terminal.complain(current.failure);
  return current.status === 'ready' || current.status === 'committed' ? 0 : 1;
}

async function upload(
  { url, apiKey }: Connection,
  { file, accountId }: { file: string; accountId: string },
): Promise<Import> {
  const target = new URL('/api/imports', url);
  target.searchParams.set('accountId', accountId);
  const response = await fetch(target, {
    method: 'POST',
    headers: {
      'x-api-key': apiKey,
      'x-file-name': encodeURIComponent(basename(file)),
      'content-type': 'text/csv',
    },
    body: Readable.toWeb(createReadStream(file)),
    duplex: 'half',
  });
  if (!response.ok) throw new Error(`Steward answered ${response.status}: ${await response.text()}`);
  return Import.parse(revive(await response.json()));
}

/** JSON has no dates: those of an import are named here. */
function revive(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json;
  const isDate = (key: string, value: unknown) => key.endsWith('At') && typeof value === 'string';
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, isDate(key, value) ? new Date(String(value)) : value]),
  );
}

async function waitFor({ client }: Connection, id: string): Promise<Import> {
  for (;;) {
    const current = await client.imports.getImport.query({ id });
    if (current.status !== 'previewing' && current.status !== 'committing') return current;
    await sleep(POLL_MS);
  }
}
