import { rest } from '@steward/api/router';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { expect, test } from 'vitest';

type Document = typeof rest.document;

/** What the linter's recommended rules say, all of them as errors; the document refers to nothing outside of itself. */
async function lint(document: Document): Promise<string[]> {
  const config = await createConfig({ extends: ['recommended-strict'] });
  const source = JSON.stringify(document);
  const problems = await lintFromString({ source, absoluteRef: 'openapi.json', config });
  return problems.map(({ ruleId, message, location }) => {
    return `${ruleId} at ${location[0]?.pointer ?? '#/'}: ${message}`;
  });
}

test('the OpenAPI document keeps every recommended rule', async () => {
  expect(await lint(rest.document)).toEqual([]);
});

test('the linter speaks up where the document is wrong', async () => {
  const broken = structuredClone(rest.document);
  const operation = broken.paths['/decisions']?.post;
  if (!operation) throw new Error('there is no POST /decisions');
  Object.assign(operation, {
    summary: undefined,
    tags: ['decisions'],
    parameters: [{ name: 'x', in: 'body' }],
  });
  operation.responses = { 200: { description: 'Done', $ref: '#/components/responses/Nothing' } };
  const rules = (await lint(broken)).map((line) => line.split(' ')[0]);
  expect(rules).toEqual(
    expect.arrayContaining(['operation-summary', 'struct', 'no-unresolved-refs', 'operation-4xx-response']),
  );
});
