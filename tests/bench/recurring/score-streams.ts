import type { Figure } from '../bench.ts';
import type { Found, Payment } from './find.ts';
import type { GeneratedLedger } from './generated-ledger.ts';
import type { Guess } from './thresholds.ts';

/** Most of what was found must be of one stream, and half of the stream must be found. */
const OF_FOUND = 0.8;
const OF_STREAM = 0.5;

interface Score {
  found: number;
  right: number;
  rightCadence: number;
  /** Streams that were found, by how they are grouped. */
  hits: Map<string, number>;
  streams: Map<string, number>;
}

/** Precision and recall, beside the rule of thresholds; recall also by kind and by how many payments there are. */
export function scoreStreams(
  ledgers: readonly GeneratedLedger[],
  found: readonly Found[][],
  byThresholds: readonly Guess[][],
): Figure[] {
  const own = score(
    ledgers,
    found.map((streams) =>
      streams.map(({ shape, payments }) => ({ cadence: shape.schedule.cadence, payments })),
    ),
  );
  const usual = score(ledgers, byThresholds);
  const shared = { unit: 'share', better: 'higher', baselineName: 'thresholds' } as const;
  const recallOf = ({ hits, streams }: Score, group: string) =>
    (hits.get(group) ?? 0) / Math.max(1, streams.get(group) ?? 0);
  return [
    {
      ...{ id: 'recurring.precision', ...shared, value: own.right / own.found, n: own.found },
      baseline: usual.right / usual.found,
    },
    {
      ...{ id: 'recurring.cadence', ...shared, value: own.rightCadence / own.right, n: own.right },
      baseline: usual.rightCadence / usual.right,
    },
    ...[...own.streams.keys()].sort().map((group) => ({
      ...{ id: `recurring.recall.${group}`, ...shared, n: own.streams.get(group) ?? 0 },
      ...{ value: recallOf(own, group), baseline: recallOf(usual, group) },
    })),
  ];
}

function score(ledgers: readonly GeneratedLedger[], guesses: readonly Guess[][]): Score {
  const result: Score = { found: 0, right: 0, rightCadence: 0, hits: new Map(), streams: new Map() };
  for (const [index, ledger] of ledgers.entries()) scoreLedger(result, ledger, guesses[index] ?? []);
  return result;
}

function scoreLedger(result: Score, { payments, streams }: GeneratedLedger, guesses: readonly Guess[]): void {
  const sizes = countByStream(payments);
  const cadences = new Map(streams.map(({ id, cadence }) => [id, cadence]));
  const hit = new Set<string>();
  for (const guess of guesses) {
    const [most] = [...countByStream(guess.payments)].sort((a, b) => b[1] - a[1]);
    result.found += 1;
    if (!most || most[1] < OF_FOUND * guess.payments.length) continue;
    const [id, count] = most;
    result.right += 1;
    if (cadences.get(id) === guess.cadence) result.rightCadence += 1;
    if (count >= OF_STREAM * (sizes.get(id) ?? Infinity)) hit.add(id);
  }
  for (const { id, kind } of streams) {
    const size = sizes.get(id) ?? 0;
    const ofSize = size < 4 ? '3_payments' : size < 6 ? '4_or_5_payments' : '6_payments_or_more';
    for (const group of ['all', ofSize, `of_${kind.replaceAll(' ', '_')}`]) {
      result.streams.set(group, (result.streams.get(group) ?? 0) + 1);
      if (hit.has(id)) result.hits.set(group, (result.hits.get(group) ?? 0) + 1);
    }
  }
}

function countByStream(payments: readonly Payment[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { stream } of payments) if (stream !== null) counts.set(stream, (counts.get(stream) ?? 0) + 1);
  return counts;
}
