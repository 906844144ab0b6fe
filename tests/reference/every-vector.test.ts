import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hasReferenceData, readAreas } from './reference-data.ts';

/** Areas of the vectors that no test of this folder reads, and why. */
const left: Record<string, string> = {
  'llm.cost': 'of language models, which Steward does not call',
};

test.skipIf(!hasReferenceData())(
  'every area of the vectors is compared in a test here, or left with a reason',
  () => {
    const tests = readdirSync(import.meta.dirname)
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
      .join('\n');
    const without = readAreas().filter(
      (area) => !tests.includes(`readVectors('${area}')`) && !(area in left),
    );
    expect(without).toEqual([]);
  },
);
