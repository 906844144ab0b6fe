import { expect, test } from 'vitest';
import { readWebhookForm } from './webhook-form.ts';

function form(fields: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

test('a form with an address and what is ticked is a webhook', () => {
  const read = readWebhookForm(
    form([
      ['url', ' https://example.org/in '],
      ['events', 'decisions.made'],
    ]),
  );
  expect(read).toEqual({
    ...{ ok: true, input: { url: 'https://example.org/in', description: '', events: ['decisions.made'] } },
  });
});

test.each([
  [[['url', 'example'] as [string, string]], /^The address/],
  [[['url', 'https://example.org'] as [string, string]], /^Tick at least one/],
])('%j is refused in words', (fields, message) => {
  expect(readWebhookForm(form(fields))).toEqual({
    ok: false,
    message: expect.stringMatching(message) as string,
  });
});
