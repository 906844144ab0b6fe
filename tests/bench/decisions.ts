import { createStewardClient, type StewardClient } from '@steward/client/client';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeKey, ownedSteward } from '../access/steward.ts';
import { startWebServer } from '../access/web-server.ts';
import { report } from './bench.ts';
import { importCsv, measureBareInsert, quantileOf, readBirmingham, toSubject } from './birmingham.ts';

// Decisions over the API of the running server, for transactions that were never imported: in batches of
// 500, then one at a time. Each is explained, stored and in the audit chain before it is answered.

const HISTORY = 40_000;
const BATCH = 500;
const BATCHES = 80;
/** Calls under way at once: while one is decided, others are sent and read. */
const CONCURRENT = 4;
const SINGLES = 1_000;
/** The first calls find code that is not compiled yet. */
const WARM_UP = 10;

const { columns, lines } = await readBirmingham();
const folder = mkdtempSync(join(tmpdir(), 'steward-bench-decisions-'));
try {
  const asked = lines.slice(HISTORY, HISTORY + (BATCHES + WARM_UP) * BATCH + SINGLES + WARM_UP);
  const bareBatches = await measureBareInsert(join(folder, 'batches.db'), asked, BATCH);
  const bareSingles = await measureBareInsert(join(folder, 'singles.db'), asked.slice(0, SINGLES), 1);
  const { steward, cookie } = await ownedSteward(join(folder, 'data'));
  const { key } = await makeKey(steward, cookie, 'admin');
  await steward.runtime.close();
  const server = await startWebServer({ STEWARD_DATA: join(folder, 'data') });
  try {
    const client = createStewardClient({ url: server.url, apiKey: key });
    const csv = [columns.join(','), ...lines.slice(0, HISTORY), ''].join('\n');
    await importCsv({ url: server.url, apiKey: key, client, csv });
    const subjects = asked.map((line, index) => toSubject({ columns, line, id: `app-${index}` }));
    const perSecond = await measureBatches(client, subjects);
    const singles = await measureSingles(client, subjects);
    process.stdout.write(
      `${HISTORY} labelled rows learned; half of the single decisions took less than ` +
        `${quantileOf(singles, 0.5).toFixed(1)} ms\n`,
    );
    report('decisions', [
      {
        ...{ id: 'decisions.perSecond', value: perSecond, unit: 'decisions/s', better: 'higher' },
        n: BATCHES * BATCH,
        baseline: (BATCH * 1_000) / quantileOf(bareBatches, 0.5),
        baselineName: 'bare durable inserts of 500 lines',
      },
      {
        ...{ id: 'decisions.singleP95Milliseconds', value: quantileOf(singles, 0.95), unit: 'ms' },
        ...{ better: 'lower', n: SINGLES },
        ...{ baseline: quantileOf(bareSingles, 0.95), baselineName: 'bare durable insert of a line' },
      },
    ]);
  } finally {
    await server.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

type Subject = ReturnType<typeof toSubject>;

function decide(client: StewardClient, subjects: Subject[]) {
  const idempotencyKey = crypto.randomUUID();
  return client.decisions.decide.mutate({ kind: 'category', idempotencyKey, subjects });
}

/** Decisions a second. */
async function measureBatches(client: StewardClient, subjects: Subject[]): Promise<number> {
  const batches = Array.from({ length: BATCHES + WARM_UP }, (_, index) =>
    subjects.slice(index * BATCH, (index + 1) * BATCH),
  );
  for (const batch of batches.splice(0, WARM_UP)) await decide(client, batch);
  const startedAt = performance.now();
  const sendNext = async () => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) {
      const decisions = await decide(client, batch);
      if (decisions.length !== batch.length) throw new Error('not every subject was decided');
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, sendNext));
  return (BATCHES * BATCH * 1_000) / (performance.now() - startedAt);
}

/** Milliseconds of each. */
async function measureSingles(client: StewardClient, subjects: Subject[]): Promise<number[]> {
  const milliseconds: number[] = [];
  for (const subject of subjects.slice(-(SINGLES + WARM_UP))) {
    const startedAt = performance.now();
    await decide(client, [subject]);
    milliseconds.push(performance.now() - startedAt);
  }
  return milliseconds.slice(WARM_UP);
}
