import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BLOCK, readHeader, writeHeader } from './tar-header.ts';

const head = (name: string) => ({ name, sizeBytes: 5, modifiedAt: 1_795_000_000 });
const LONG = `attachments/ws_01a223ed-dba5-7009-ac4d-1e34c9cacabf/${'a'.repeat(64)}.zst`;

test('a header is read as it was written, also of a name that fills two fields', () => {
  for (const name of ['control.db.zst', 'x'.repeat(100), LONG]) {
    expect(readHeader(writeHeader(head(name)))).toEqual(head(name));
  }
});

test('a name without a place to part it, and one of too many folders, is refused', () => {
  for (const name of ['x'.repeat(101), `${'f'.repeat(156)}/x`]) {
    expect(() => writeHeader(head(name))).toThrow(/too long a name/);
  }
});

test('any other byte in a header is noticed', () => {
  const header = writeHeader(head(LONG));
  for (const at of [0, 99, 345, 370, 499, 511]) {
    const damaged = Buffer.from(header);
    damaged.writeUInt8((damaged[at] ?? 0) ^ 1, at);
    expect(readHeader(damaged)).toBeNull();
  }
});

test('tar itself finds a long name and what it holds', () => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-tar-'));
  try {
    const file = join(folder, 'one.tar');
    const body = Buffer.alloc(BLOCK);
    body.write('hello');
    writeFileSync(file, Buffer.concat([writeHeader(head(LONG)), body, Buffer.alloc(2 * BLOCK)]));
    execFileSync('tar', ['-xf', file, '-C', folder]);
    expect(readFileSync(join(folder, LONG), 'utf8')).toBe('hello');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
