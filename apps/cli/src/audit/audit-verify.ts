import { verifyExport } from '@steward/core/audit';
import { createReadStream, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Transform } from 'node:stream';
import type { Run } from '../arguments/index.ts';
import { createProgress, EXIT } from '../output/index.ts';

/** Needs no server. */
export const runAuditVerify: Run = async ({ positionals: [file = ''], isJson }, terminal) => {
  const progress = createProgress(terminal);
  const total = statSync(file).size;
  let done = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      done += chunk.length;
      progress.show({ label: 'verifying', done, total });
      next(null, chunk);
    },
  });
  const lines = createInterface({ input: createReadStream(file).pipe(counter), crlfDelay: Infinity });
  const result = await verifyExport(lines);
  progress.end();
  if (isJson) terminal.print(JSON.stringify(result));
  else if (result.status === 'verified') {
    const erased = result.erased > 0 ? `, ${result.erased} of them erased` : '';
    terminal.print(`Whole: ${result.count} records${erased}. Head ${result.headHash}`);
  } else terminal.print(`Broken after ${result.count} records: ${result.fault.message}`);
  return result.status === 'verified' ? EXIT.done : EXIT.differs;
};
