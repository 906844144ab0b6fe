import { expect, test } from 'vitest';
import { describeDocument } from './describe-operations.ts';
import { describeFields, describeType, exampleOf } from './describe-schema.ts';

test('types are said in words', () => {
  expect(describeType({ type: 'array', items: { $ref: '#/components/schemas/Decision' } })).toBe(
    'list of Decision',
  );
  expect(describeType({ anyOf: [{ type: 'string' }, { type: 'null' }] })).toBe('text or null');
  expect(describeType({ enum: ['a', 'b'] })).toBe('"a" or "b"');
  expect(describeType({ type: 'string', format: 'date-time' })).toBe('instant');
});

test('members of an object without a name stand below it, with its name in front', () => {
  const subject = {
    type: 'object',
    properties: { payee: { type: 'string', maxLength: 500 } },
    required: ['payee'],
  };
  const schema = {
    type: 'object',
    properties: { subjects: { type: 'array', items: subject, maxItems: 1000 } },
  };
  expect(describeFields(schema)).toEqual([
    { name: 'subjects', type: 'list of object', isRequired: false, note: 'at most 1000' },
    { name: 'subjects[].payee', type: 'text', isRequired: true, note: 'at most 500 characters' },
  ]);
});

test('an example holds what is required and nothing else', () => {
  const named = {
    Subject: { type: 'object', properties: { currency: { type: 'string' } }, required: ['currency'] },
  };
  const schema = {
    type: 'object',
    properties: {
      subjects: { type: 'array', items: { $ref: '#/components/schemas/Subject' } },
      memo: { type: 'string' },
    },
    required: ['subjects'],
  };
  expect(exampleOf(schema, named)).toEqual({ subjects: [{ currency: 'EUR' }] });
});

test('an operation is shown with its permission, its answer and a command to try', () => {
  const { groups } = describeDocument(
    {
      tags: [{ name: 'ledger', description: 'The ledger' }],
      components: {},
      paths: {
        '/accounts': {
          post: {
            ...{ operationId: 'ledger.createAccount', summary: 'Make an account.', tags: ['ledger'] },
            'x-permission': 'ledger:write',
            requestBody: {
              content: {
                'application/json': {
                  schema: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
                },
              },
            },
            responses: {
              '200': {
                content: { 'application/json': { schema: { $ref: '#/components/schemas/Account' } } },
              },
            },
          },
        },
      },
    },
    'http://localhost:3000',
  );
  expect(groups[0]?.operations[0]).toMatchObject({
    ...{ method: 'POST', path: '/accounts', permission: 'ledger:write' },
    answer: { status: '200', type: 'Account', name: 'Account' },
  });
  expect(groups[0]?.operations[0]?.curl).toBe(
    [
      `curl -X POST 'http://localhost:3000/api/v1/accounts'`,
      `-H "x-api-key: $STEWARD_API_KEY"`,
      `-H 'content-type: application/json'`,
      `-d '{"name":"Groceries"}'`,
    ].join(' \\\n  '),
  );
});
