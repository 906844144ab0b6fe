import { verifyExport } from '@steward/core/audit';
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { connect, readOptions, UsageError } from '../arguments/index.ts';
import type { Terminal } from '../output/index.ts';

export const AUDIT_USAGE = ['audit verify FILE [--json]', 'audit export FILE'];

export async function runAudit(args: readonly string[], terminal: Terminal): Promise<number> {
  const [step, ...rest] = args;
  const { positionals, flags } = readOptions(rest, { values: [], flags: ['json'] });
  const file = positionals[0];
  if (file === undefined || positionals.length > 1) throw new UsageError('Name one file.');
  if (step === 'verify') return verifyFile(file, { terminal, isJson: flags.json === true });
  if (step === 'export') return exportTo(file, terminal);
  throw new UsageError('Say verify or export.');
}

/** Needs no server: 0 when the chain is whole, 1 when it is broken. */
async function verifyFile(
  file: string,
  { terminal, isJson }: { terminal: Terminal; isJson: boolean },
): Promise<number> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  const result = await verifyExport(lines);
  if (isJson) terminal.print(JSON.stringify(result));
  else if (result.status === 'verified') {
    const erased = result.erased > 0 ? `, ${result.erased} of them erased` : '';
    terminal.print(`Whole: ${result.count} records${erased}. Head ${result.headHash}`);
  } else terminal.print(`Broken after ${result.count} records: ${result.fault.message}`);
  return result.status === 'verified' ? 0 : 1;
}

async function exportTo(file: string, terminal: Terminal): Promise<number> {
  const { url, apiKey } = connect(terminal.environment);
  const response = await fetch(new URL('/api/audit/export', url), { headers: { 'x-api-key': apiKey } });
  if (!response.ok || !response.body) {
    terminal.complain(`Steward answered ${response.status}: ${await response.text()}`);
    return 1;
  }
  await pipeline(Readable.fromWeb(response.body), createWriteStream(file));
  terminal.print(`Exported to ${file}. Check it with: steward audit verify ${file}`);
  return 0;
}
