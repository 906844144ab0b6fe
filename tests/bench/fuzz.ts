import { readStatementFile } from '@steward/api/statements';
import { createRandom, type Random } from '@steward/core/demo';
import { DomainError } from '@steward/core/errors';
import { StatementFile } from '@steward/core/statements';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bankFileSamples, bankFileScraps } from '../fuzz/bank-file-samples.ts';
import { report } from './bench.ts';

// Real files of banks and the samples of the tests, broken at random: each must be read or be refused with line, finding and
// expectation. `npm run bench -- fuzz CASES SECONDS SEED` stops at whichever comes first; a case is given by its seed.

const shared = process.env.STEWARD_SHARED ?? resolve(import.meta.dirname, '../../../shared');
const [cases = 100_000, seconds = Infinity, seed = 1] = process.argv.slice(2).map(Number);
/** Longer than this is a hang. */
const HANG_MS = 1_000;
const MAX_FILE = 60_000;
const REPEATED = 2_000;

const originals = [...bankFileSamples.map((text) => Buffer.from(text)), ...readRealFiles()];
const found = { read: 0, refused: 0, crashes: 0, hangs: 0 };
const slow: { seed: number; milliseconds: number; bytes: number }[] = [];
let peakBytes = 0;
let done = 0;
const start = performance.now();

while (done < cases && performance.now() - start < seconds * 1_000) {
  const bytes = makeCase(seed + done);
  const begun = performance.now();
  await readCase(bytes, seed + done);
  noteTime({ seed: seed + done, milliseconds: performance.now() - begun, bytes: bytes.length });
  done += 1;
  if (done % 100 === 0) peakBytes = Math.max(peakBytes, process.memoryUsage().rss);
}

process.stdout.write(
  `${done} broken files of ${originals.length} in ${((performance.now() - start) / 1_000).toFixed(0)} s: ${found.read} read, ` +
    `${found.refused} refused, ${found.crashes} crashed, ${found.hangs} took over ${HANG_MS} ms\nslowest: ` +
    `${slow.map((one) => `seed ${one.seed} (${one.bytes} bytes) ${one.milliseconds.toFixed(0)} ms`).join(', ')}\n`,
);
report('fuzz', [
  { id: 'fuzz.crashes', value: found.crashes, unit: 'files', better: 'lower', n: done },
  { id: 'fuzz.hangs', value: found.hangs, unit: 'files', better: 'lower', n: done },
  { id: 'fuzz.slowestMilliseconds', value: slow[0]?.milliseconds ?? 0, unit: 'ms', better: 'lower', n: done },
  { id: 'fuzz.peakMegabytes', value: peakBytes / 1e6, unit: 'MB', better: 'lower', n: done },
]);
process.exitCode = found.crashes + found.hangs > 0 ? 1 : 0;

function readRealFiles(): Buffer[] {
  const folder = join(shared, 'data', 'bank-files');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const paths = names.map((name) => join(folder, name));
  const files = paths.filter((path) => statSync(path).isFile() && statSync(path).size <= MAX_FILE);
  return files.map((path) => readFileSync(path));
}

function makeCase(caseSeed: number): Buffer {
  const random = createRandom(caseSeed);
  let bytes = pickFile(random);
  for (let left = random.between(1, 4); left > 0; left -= 1) bytes = mutate(bytes, random);
  return bytes;
}

function pickFile(random: Random): Buffer {
  return originals[random.between(0, originals.length - 1)] ?? Buffer.alloc(0);
}

/** Replaces, repeats, drops or cuts a piece, flips bits, or puts a scrap or a piece of another file in. */
function mutate(bytes: Buffer, random: Random): Buffer {
  const at = random.between(0, bytes.length);
  const end = Math.min(bytes.length, at + random.between(0, random.chance(0.1) ? 5_000 : 40));
  const around = (middle: Buffer) => Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(end)]);
  switch (random.between(0, 6)) {
    case 0:
      return around(Buffer.alloc(0));
    case 1:
      return bytes.subarray(0, at);
    case 2:
      return around(Buffer.concat(Array<Buffer>(random.between(2, 20)).fill(bytes.subarray(at, end))));
    case 3: {
      const flipped = Buffer.from(bytes);
      for (let n = random.between(1, 5); n > 0 && bytes.length > 0; n -= 1) {
        const place = random.between(0, bytes.length - 1);
        flipped[place] = (flipped[place] ?? 0) ^ (1 << random.between(0, 7));
      }
      return flipped;
    }
    case 4: {
      const other = pickFile(random);
      const from = random.between(0, other.length);
      return around(other.subarray(from, from + random.between(0, 2_000)));
    }
    default: {
      const scrap = bankFileScraps[random.between(0, bankFileScraps.length - 1)] ?? '';
      const times = random.chance(0.05) ? REPEATED : random.between(1, 3);
      return around(Buffer.from(scrap.repeat(times)));
    }
  }
}

async function readCase(bytes: Buffer, caseSeed: number): Promise<void> {
  try {
    StatementFile.parse((await readStatementFile(bytes, { defaultCurrency: 'EUR' })).file);
    found.read += 1;
  } catch (error) {
    const isRefusal = error instanceof DomainError && /^Line \d+: .+\. Expected .+\.$/s.test(error.message);
    if (isRefusal) found.refused += 1;
    else crash(caseSeed, error);
  }
}

function crash(caseSeed: number, error: unknown): void {
  found.crashes += 1;
  if (found.crashes <= 20) process.stdout.write(`seed ${caseSeed}: ${String(error).slice(0, 500)}\n`);
}

function noteTime(one: (typeof slow)[number]): void {
  if (one.milliseconds > HANG_MS) found.hangs += 1;
  slow.push(one);
  slow.sort((a, b) => b.milliseconds - a.milliseconds);
  slow.length = Math.min(slow.length, 5);
}
