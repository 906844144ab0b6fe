import { connect, readOptions, UsageError } from '../arguments/index.ts';
import type { Terminal } from '../output/index.ts';

export const REPLAY_USAGE = ['replay [--last 1000] [--json]'];

/** Has past decisions recomputed and compared bit for bit: 0 when all are equal, 1 when one differs. */
export async function runReplay(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, flags } = readOptions(args, { values: ['last'], flags: ['json'] });
  const last = Number(values.last ?? '1000');
  if (!Number.isInteger(last) || last < 1 || last > 10_000) throw new UsageError('--last takes 1 to 10000.');
  const replay = await connect(terminal.environment).client.decisions.replay.query({ last });
  if (flags.json) terminal.print(JSON.stringify(replay));
  else {
    terminal.print(`${replay.equal} of ${replay.replayed} decisions are the same, bit for bit.`);
    if (replay.skipped > 0)
      terminal.print(`${replay.skipped} were left out: another model version, or erased.`);
    for (const { decisionId, field, stored, recomputed } of replay.differences) {
      terminal.print(`${decisionId}: ${field} was ${stored}, is ${recomputed}`);
    }
  }
  return replay.equal === replay.replayed ? 0 : 1;
}
