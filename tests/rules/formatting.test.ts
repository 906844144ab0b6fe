import { join } from 'node:path';
import { check, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';

const filepath = join(import.meta.dirname, 'planted.ts');

async function isFormatted(text: string): Promise<boolean> {
  return check(text, { ...(await resolveConfig(filepath)), filepath });
}

test('prettier refuses an unformatted file', async () => {
  expect(await isFormatted('export const words = ["a",  "b"]\n')).toBe(false);
});

test('prettier accepts the same file in our format', async () => {
  expect(await isFormatted("export const words = ['a', 'b'];\n")).toBe(true);
});
