import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Run } from '../arguments/index.ts';
import { connect, demandAnswer } from '../connection/index.ts';
import { createProgress, EXIT, formatBytes } from '../output/index.ts';

export const runAuditExport: Run = async (call, terminal) => {
  const [file = ''] = call.positionals;
  const { url, apiKey } = connect(call, terminal);
  const { signal } = terminal;
  const response = await demandAnswer(
    await fetch(new URL('/api/v1/audit/export', url), { headers: { 'x-api-key': apiKey }, signal }),
  );
  const progress = createProgress(terminal);
  let bytes = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      bytes += chunk.length;
      progress.show({ label: `exporting ${formatBytes(bytes)}`, done: 0, total: null });
      next(null, chunk);
    },
  });
  const partial = `${file}.${process.pid}.partial`;
  try {
    const body = Readable.fromWeb(response.body ?? new ReadableStream());
    await pipeline(body, counter, createWriteStream(partial, { mode: 0o600 }), { signal });
    await rename(partial, file);
  } finally {
    progress.end();
    await rm(partial, { force: true });
  }
  if (call.isJson) terminal.print(JSON.stringify({ file, bytes }));
  else terminal.print(`Exported to ${file}. Check it with: steward audit verify ${file}`);
  return EXIT.done;
};
