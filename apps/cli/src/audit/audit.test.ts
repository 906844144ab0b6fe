import { GENESIS_HASH, linkRecord } from '@steward/core/audit';
import { canonicalJson } from '@steward/core/canonical';
import { SYSTEM_ACTOR } from '@steward/core/identity';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordTerminal } from '../output/index.ts';
import { runAuditVerify } from './audit-verify.ts';

let folder: string;
let printed: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'steward-cli-'));
  printed = [];
});

afterEach(() => rmSync(folder, { recursive: true }));

/** The lines of an export of so many records. */
function exportLines(count: number): string[] {
  const lines: string[] = [];
  let previousHash = GENESIS_HASH;
  for (let seq = 1; seq <= count; seq++) {
    const payload = { rows: seq };
    const {
      header,
      canonicalPayload: _payload,
      ...link
    } = linkRecord(previousHash, {
      header: {
        ...{ seq, at: 1_700_000_000_000 + seq, actor: SYSTEM_ACTOR, action: 'import', system: 'imports' },
        ...{ subject: `imp_${seq}`, modelVersion: null },
      },
      salt: `salt${seq}`,
      canonicalPayload: canonicalJson(payload),
    });
    lines.push(canonicalJson({ ...header, ...link, payload }));
    previousHash = link.hash;
  }
  lines.push(canonicalJson({ end: true, firstSeq: 1, count, headHash: previousHash, exportedAt: 1 }));
  return lines;
}

async function verify(lines: string[]): Promise<number> {
  const file = join(folder, 'audit.jsonl');
  writeFileSync(file, `${lines.join('\n')}\n`);
  const terminal = recordTerminal();
  const call = { positionals: [file], values: {}, flags: {}, isJson: false, commands: [] };
  const code = await runAuditVerify(call, terminal);
  printed = terminal.printed;
  return code;
}

test('a whole export verifies and says how much it holds', async () => {
  expect(await verify(exportLines(5))).toBe(0);
  expect(printed[0]).toContain('5 records');
});

test('an edited byte is found and named', async () => {
  const lines = exportLines(5);
  lines[2] = (lines[2] ?? '').replace('"rows":3', '"rows":9');
  expect(await verify(lines)).toBe(5);
  expect(printed[0]).toContain('Record 3 was edited');
});

test('a missing record is found and named', async () => {
  const lines = exportLines(5);
  lines.splice(1, 1);
  expect(await verify(lines)).toBe(5);
  expect(printed[0]).toContain('Record 2 is missing');
});

test('swapped records are found', async () => {
  const lines = exportLines(5);
  [lines[1], lines[2]] = [lines[2] ?? '', lines[1] ?? ''];
  expect(await verify(lines)).toBe(5);
  expect(printed[0]).toContain('Record 2 is missing: record 3 stands in its place');
});

test('a cut-off end is found', async () => {
  expect(await verify(exportLines(5).slice(0, 4))).toBe(5);
  expect(printed[0]).toContain('The end is missing');
  const [one, two, , , , end] = exportLines(5);
  expect(await verify([one ?? '', two ?? '', end ?? ''])).toBe(5);
});
