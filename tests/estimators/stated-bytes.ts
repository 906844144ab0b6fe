import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Promises } from './estimator.ts';

const SOURCES = join(import.meta.dirname, '../../packages/ml/src');

/**
 * Memory of a fit as its doc comment states it, for three classes, in bytes:
 * "Memory: 8 bytes a number, 12 a word, 64 a row, 24 more a class, and 70 MB", the last two where there are such.
 */
export function statedBytes(
  { documentedIn, documentedAs, learns }: Promises,
  { rows, numbers, words }: { rows: number; numbers: number; words: number },
): { growing: number; fixed: number } {
  const text = readFileSync(join(SOURCES, documentedIn), 'utf8');
  const comment =
    text
      .slice(0, text.indexOf(`export function ${documentedAs}(`))
      .split('/**')
      .at(-1) ?? '';
  const plain = comment.replace(/\s+\*?\s*/g, ' ');
  const stated =
    /Memory: (\d+) bytes a number, (\d+) a word, (\d+) a row(?:, (\d+) more a class)?(?:, and (\d+) MB)?/.exec(
      plain,
    );
  if (!stated) throw new Error(`${documentedAs} does not say how much memory it takes`);
  const [ofNumber = NaN, ofWord = NaN, ofRow = NaN] = stated.slice(1, 4).map(Number);
  const outputs = learns === 'classes' ? 3 : 1;
  const aRow = numbers * ofNumber + words * ofWord + ofRow + outputs * Number(stated[4] ?? 0);
  return { growing: rows * aRow, fixed: 1e6 * Number(stated[5] ?? 0) };
}
