import { feedbackAll } from '@steward/client/client';
import { sha256Hex } from '@steward/core/canonical';
import { DecisionFeedback } from '@steward/core/feedback';
import { readFileSync } from 'node:fs';
import { UsageError, type Call, type Run } from '../arguments/index.ts';
import { connect, type Connection } from '../connection/index.ts';
import { findCategory } from '../ledger/index.ts';
import { createProgress, EXIT, type Terminal } from '../output/index.ts';

export const runFeedback: Run = async (call, terminal) => {
  const said = await readSaid(call, terminal);
  const connection = connect(call, terminal);
  const feedback = 'decisionId' in said ? [await toFeedback(connection, said)] : said;
  const progress = createProgress(terminal);
  const given = await feedbackAll(connection.client, feedback, {
    // The same words are said once.
    idempotencyKey: call.values.key ?? sha256Hex(JSON.stringify(feedback)),
    onProgress: (done, total) => progress.show({ label: 'telling', done, total }),
  }).finally(progress.end);
  if (call.isJson) terminal.print(JSON.stringify(given));
  else {
    const { accepted, corrected, unchanged } = given;
    terminal.print(`Learned: ${accepted} accepted, ${corrected} corrected, ${unchanged} said before.`);
  }
  return EXIT.done;
};

interface Spoken {
  decisionId: string;
  category: string;
}

async function readSaid(
  { positionals, values }: Call,
  terminal: Terminal,
): Promise<Spoken | DecisionFeedback[]> {
  const [decisionId, category] = positionals;
  const { file } = values;
  if (file === undefined) {
    if (decisionId !== undefined && category !== undefined) return { decisionId, category };
    throw new UsageError('Name a decision and its category, or a --file with many.');
  }
  if (decisionId !== undefined) throw new UsageError('Name one decision or a --file, not both.');
  const text = file === '-' ? await terminal.readInput() : readFileSync(file, 'utf8');
  const parsed = DecisionFeedback.array().min(1).safeParse(parseJson(text, file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not readable'}`);
}

async function toFeedback(
  { client }: Connection,
  { decisionId, category }: Spoken,
): Promise<DecisionFeedback> {
  return { decisionId, categoryId: (await findCategory(client, category)).id };
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${file} is not JSON.`, { cause });
  }
}
