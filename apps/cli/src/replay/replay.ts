import { UsageError, type Run } from '../arguments/index.ts';
import { connect } from '../connection/index.ts';
import { EXIT } from '../output/index.ts';

export const runReplay: Run = async (call, terminal) => {
  const last = Number(call.values.last ?? '1000');
  if (!Number.isInteger(last) || last < 1 || last > 10_000) throw new UsageError('--last takes 1 to 10000.');
  const replay = await connect(call, terminal).client.decisions.replay.query({ last });
  if (call.isJson) terminal.print(JSON.stringify(replay));
  else {
    terminal.print(`${replay.equal} of ${replay.replayed} decisions are the same, bit for bit.`);
    if (replay.skipped > 0)
      terminal.print(`${replay.skipped} were left out: another model version, or erased.`);
    for (const { decisionId, field, stored, recomputed } of replay.differences) {
      terminal.print(`${decisionId}: ${field} was ${stored}, is ${recomputed}`);
    }
  }
  return replay.equal === replay.replayed ? EXIT.done : EXIT.differs;
};
