import { createRandom } from '@steward/ml/random';
import type { Found } from './find.ts';

const SHOWN = 16;
const SEED = 20_261_128;

/** Prints streams drawn at random for a person to judge; the same ones each time. */
export function printSample(set: string, streams: readonly Found[], size: number): void {
  const random = createRandom(SEED);
  const keyed = streams.map((stream) => ({ stream, key: random.uniform() }));
  const drawn = keyed.sort((a, b) => a.key - b.key).slice(0, size);
  for (const [index, { stream }] of drawn.entries()) {
    const { payee, shape, payments, logEvidence } = stream;
    const { cadence, day, shift } = shape.schedule;
    const text = payments
      .slice(0, SHOWN)
      .map(({ date, amountMinor }) => `${date} ${(amountMinor / 100).toFixed(2)}`)
      .join(', ');
    process.stdout.write(
      `${set} ${index + 1}: ${payee}, ${cadence} ${day} ${shift}, ${payments.length} payments, log E ${logEvidence.toFixed(1)}\n    ${text}\n`,
    );
  }
}
