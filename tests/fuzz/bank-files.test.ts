import { readStatementFile } from '@steward/api/statements';
import { DomainError } from '@steward/core/errors';
import { StatementFile } from '@steward/core/statements';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bankFileSamples, bankFileScraps } from './bank-file-samples.ts';

const RUNS = 2000;

interface Mutation {
  /** Where, and how much is taken out there, as shares of the file. */
  at: number;
  removed: number;
  inserted: string;
  times: number;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.05, noNaN: true }), fc.constant(1)),
  inserted: fc.oneof(fc.constantFrom(...bankFileScraps), fc.string({ unit: 'binary', maxLength: 5 })),
  times: fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.nat(50) }),
});

function mutate(text: string, { at, removed, inserted, times }: Mutation): string {
  const start = Math.floor(at * text.length);
  return (
    text.slice(0, start) + inserted.repeat(times) + text.slice(start + Math.floor(removed * text.length))
  );
}

it(`reads ${RUNS} broken bank files, or refuses them with line, finding and expectation`, async () => {
  const broken = fc.tuple(
    fc.constantFrom(...bankFileSamples),
    fc.array(mutation, { minLength: 1, maxLength: 4 }),
  );
  const encoding = fc.constantFrom('utf8', 'latin1', 'utf16le');
  await fc.assert(
    fc.asyncProperty(broken, encoding, async ([sample, mutations], encodingName) => {
      const bytes = Buffer.from(mutations.reduce(mutate, sample), encodingName);
      try {
        const file = await readStatementFile(bytes, { defaultCurrency: 'EUR' });
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
    const { statements } = await readStatementFile(Buffer.from(sample), { defaultCurrency: 'EUR' });
    const items = statements.flatMap((statement) => statement.items);
    expect(items.length).toBeGreaterThan(0);
    expect(items.filter(({ kind }) => kind === 'problem')).toEqual([]);
  }
});
