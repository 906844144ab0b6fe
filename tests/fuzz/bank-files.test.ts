import { readStatementFile } from '@steward/api/statements';
import { DomainError } from '@steward/core/errors';
import { StatementFile } from '@steward/core/statements';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bankFileSamples, bankFileScraps } from './bank-file-samples.ts';

const RUNS = 2000;

/** A file that a scrap is put into, anywhere or in the place of a value; or one that is cut. */
interface Mutation {
  kind: 'value' | 'anywhere' | 'cut';
  /** Where, in thousandths of the file: a double would nearly always be next to 0. */
  at: number;
  removedCharacters: number;
  inserted: string;
  times: number;
}

const scrap = fc.oneof(fc.constantFrom(...bankFileScraps), fc.string({ unit: 'binary', maxLength: 5 }));
const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.oneof(
    { weight: 12, arbitrary: fc.constant('value' as const) },
    { weight: 6, arbitrary: fc.constant('anywhere' as const) },
    { weight: 1, arbitrary: fc.constant('cut' as const) },
  ),
  at: fc.integer({ min: 0, max: 1000 }),
  removedCharacters: fc.oneof(fc.constant(0), fc.nat(30)),
  inserted: scrap,
  times: fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.nat(50) }),
});

function mutate(text: string, { kind, at, removedCharacters, inserted, times }: Mutation): string {
  const start = Math.floor((at * text.length) / 1000);
  if (kind === 'cut') return text.slice(0, start);
  const put = inserted.repeat(times);
  if (kind === 'anywhere') return text.slice(0, start) + put + text.slice(start + removedCharacters);
  return (
    text.slice(0, start) +
    text.slice(start).replace(/(<[\w.]+(?: \w+="\w+")?>)[^<]+(?=<)/, (_whole, tag) => `${tag}${put}`)
  );
}

it(`reads ${RUNS} broken bank files, or refuses them with line, finding and expectation`, async () => {
  const broken = fc.tuple(
    fc.constantFrom(...bankFileSamples),
    fc.array(mutation, { minLength: 1, maxLength: 3 }),
  );
  const encoding = fc.constantFrom('utf8', 'utf8', 'latin1', 'utf16le');
  await fc.assert(
    fc.asyncProperty(broken, encoding, async ([sample, mutations], encodingName) => {
      const bytes = Buffer.from(mutations.reduce(mutate, sample), encodingName);
      try {
        const file = (await readStatementFile(bytes, { defaultCurrency: 'EUR' })).file;
        expect(StatementFile.parse(file)).toEqual(file);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        expect(error).toMatchObject({ code: 'invalid', reason: 'statement_file' });
        expect(error.message).toMatch(/^Line \d+: .+\. Expected .+\.$/s);
        expect(error.message.length).toBeLessThan(800);
      }
    }),
    { numRuns: RUNS },
  );
});

it('reads every sample as it is', async () => {
  for (const sample of bankFileSamples) {
    const { statements } = (await readStatementFile(Buffer.from(sample), { defaultCurrency: 'EUR' })).file;
    const items = statements.flatMap((statement) => statement.items);
    expect(items.length).toBeGreaterThan(0);
    expect(items.filter(({ kind }) => kind === 'problem')).toEqual([]);
  }
});
