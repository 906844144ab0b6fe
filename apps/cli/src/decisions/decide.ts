import { decideAll } from '@steward/client/client';
import { sha256Hex } from '@steward/core/canonical';
import { DecisionSubject } from '@steward/core/decisions';
import { readFileSync } from 'node:fs';
import { UsageError, type Run } from '../arguments/index.ts';
import { connect } from '../connection/index.ts';
import { alignColumns, createProgress, EXIT, plain } from '../output/index.ts';

export const runDecide: Run = async (call, terminal) => {
  const [file = ''] = call.positionals;
  const text = file === '-' ? await terminal.readInput() : readFileSync(file, 'utf8');
  const subjects = DecisionSubject.array().safeParse(parseJson(text, file));
  if (!subjects.success) {
    const [issue] = subjects.error.issues;
    throw new UsageError(`${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not readable'}`);
  }
  const { client } = connect(call, terminal);
  const progress = createProgress(terminal);
  const decisions = await decideAll(client, subjects.data, {
    // The same file asks the same question, so a retry is answered alike.
    idempotencyKey: call.values.key ?? sha256Hex(text),
    onProgress: (done, total) => progress.show({ label: 'deciding', done, total }),
  }).finally(progress.end);
  if (call.isJson) {
    terminal.print(JSON.stringify(decisions));
    return EXIT.done;
  }
  const categories = await client.ledger.listCategories.query();
  const names = new Map(categories.map(({ id, name }) => [id, name]));
  const lines = decisions.map(({ subject, prediction, confidence, outcomeReason, id }) => [
    plain(subject.id),
    prediction === null ? '-' : plain(names.get(prediction) ?? prediction),
    confidence === null ? '-' : confidence.toFixed(3),
    id,
    outcomeReason.message,
  ]);
  for (const line of alignColumns(lines)) terminal.print(line);
  return EXIT.done;
};

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${file} is not JSON.`, { cause });
  }
}
