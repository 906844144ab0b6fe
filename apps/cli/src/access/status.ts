import type { StewardClient } from '@steward/client/client';
import { VERSION_HEADER } from '@steward/core/config';
import type { Run } from '../arguments/index.ts';
import { CommandFailure, connect, demandAnswer, type Connection } from '../connection/index.ts';
import { alignColumns, EXIT, plain } from '../output/index.ts';

const IMPORTS_LOOKED_AT = 50;

export const runStatus: Run = async (call, terminal) => {
  const status = await readStatus(connect(call, terminal));
  if (call.isJson) terminal.print(JSON.stringify(status));
  else for (const line of alignColumns(describe(status))) terminal.print(line);
  return EXIT.done;
};

type Status = Awaited<ReturnType<typeof readStatus>>;

async function readStatus({ url, apiKey, client }: Connection) {
  const target = new URL('/api/trpc/access.whoAmI', url);
  const answer = await demandAnswer(await fetch(target, { headers: { 'x-api-key': apiKey } }));
  const { workspace } = await client.access.whoAmI.query();
  if (workspace === null) {
    const message = 'The key is of no workspace: run steward login again.';
    throw new CommandFailure({ exit: 'forbidden', reason: 'key_refused', message });
  }
  const [queue, imports, health] = await Promise.all([
    client.review.queue.query({ limit: 1 }),
    readRunningImports(client),
    client.mlSystem.getSystemHealth.query(),
  ]);
  return {
    ...{ url, serverVersion: answer.headers.get(VERSION_HEADER) },
    ...{ workspace, waiting: queue.counts, answeredToday: queue.today, imports, health: health.overall },
  };
}

async function readRunningImports(client: StewardClient) {
  const { items } = await client.imports.listImports.query({ limit: IMPORTS_LOOKED_AT });
  return items
    .filter(({ status }) => status === 'previewing' || status === 'committing')
    .map(({ id, fileName, status, progress }) => ({ id, fileName, status, progress }));
}

function describe({ url, serverVersion, workspace, waiting, answeredToday, imports, health }: Status) {
  const { score } = health;
  const measured =
    score.status === 'measured'
      ? `${health.status ?? 'no status'}, ${score.value} of 100 (${score.source}; n ${score.n}, ${score.window})`
      : `not measured: ${score.reason}${score.needed ? ` Needs ${score.needed.needs}, has ${score.needed.has}.` : ''}`;
  return [
    ['server', `${url}, version ${serverVersion ?? 'not told'}`],
    ['workspace', `${plain(workspace.name)} (${workspace.id})`],
    ['role', workspace.role],
    ['waiting', `${waiting.all} for review, ${waiting.doubtful} doubtful, ${waiting.new} new`],
    [
      'today',
      `${answeredToday.accepted} accepted, ${answeredToday.corrected} corrected, ${answeredToday.skipped} skipped`,
    ],
    ['imports', imports.length === 0 ? 'none under way' : ''],
    ...imports.map(({ id, fileName, status, progress }) => [
      '',
      `${plain(fileName)} ${status} ${progress.done} of ${progress.total ?? '?'} rows (${id})`,
    ]),
    ['health', measured],
  ];
}
