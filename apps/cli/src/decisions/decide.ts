import { DecideInput } from '@steward/core/decisions';
import { sha256Hex } from '@steward/core/canonical';
import { readFileSync } from 'node:fs';
import { connect, readOptions, UsageError } from '../arguments/index.ts';
import type { Terminal } from '../output/index.ts';

export const DECIDE_USAGE = [
  'decide FILE.json [--key IDEMPOTENCY-KEY]   a list of { externalId, payee, amountMinor, currency, date }',
];

/** Asks for decisions on transactions that were never imported; prints them as JSON, one a line. */
export async function runDecide(args: readonly string[], terminal: Terminal): Promise<number> {
  const { positionals, values } = readOptions(args, { values: ['key'], flags: [] });
  const [file] = positionals;
  if (file === undefined) throw new UsageError('Name a JSON file.');
  const text = readFileSync(file, 'utf8');
  // The same file asks the same question, so a retry is answered alike.
  const input = DecideInput.safeParse({
    ...{ idempotencyKey: values.key ?? sha256Hex(text), kind: 'category' },
    subjects: parseJson(text, file),
  });
  if (!input.success) {
    const [issue] = input.error.issues;
    throw new UsageError(`${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not readable'}`);
  }
  const { client } = connect(terminal.environment);
  for (const decision of await client.decisions.decide.mutate(input.data))
    terminal.print(JSON.stringify(decision));
  return 0;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${file} is not JSON.`, { cause });
  }
}
