import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCall, UsageError } from '../arguments/index.ts';
import { recordTerminal, type Terminal } from '../output/index.ts';
import { evaluateCommand } from './index.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'steward-evaluate-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const NAMES = ['--date', 'Booked', '--payee', 'Payee', '--amount', 'Amount', '--category', 'Category'];

function listen() {
  const terminal = recordTerminal();
  return { printed: terminal.printed, complained: terminal.complained, terminal };
}

async function runEvaluate(args: string[], terminal: Terminal) {
  const run = await evaluateCommand.load();
  return run(readCall(evaluateCommand, args, []), terminal);
}

/** A hundred days with the same three purchases each, newest first. */
function writeLedger(name: string, mark = ','): string {
  const lines = [['Booked', 'Payee', 'Amount', 'Category', 'Card'].join(mark)];
  for (let day = 99; day >= 0; day--) {
    const date = new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
    lines.push([date, 'Tesco', '12.34', 'Groceries', 'a'].join(mark));
    lines.push([date, 'Shell', '60.00', 'Fuel', 'a'].join(mark));
    lines.push([date, 'Amazon', '9.99', day % 2 ? 'Books' : 'Toys', day % 2 ? 'b' : 'c'].join(mark));
  }
  const path = join(folder, name);
  const text = `${lines.join('\r\n')}\r\n`;
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text);
  return path;
}

test('an export is measured in date order, beside what anyone could do', async () => {
  const { printed, complained, terminal } = listen();
  const path = writeLedger('ledger.csv');
  expect(await runEvaluate([path, ...NAMES, '--context', 'Card', '--json'], terminal)).toBe(0);
  expect(complained).toEqual([]);
  const result = JSON.parse(printed.join('')) as Record<string, number> & {
    baseline: Record<string, number>;
  };
  expect(result.n).toBe(300);
  expect(result.labelCount).toBe(4);
  // Tesco and Shell are always the same; the card tells what came from Amazon, its last category never does.
  expect(result.accuracyLast20).toBe(1);
  expect(result.baseline.accuracyLast20).toBeCloseTo(2 / 3, 12);
  expect(result.peakMemoryBytes).toBeGreaterThan(0);
});

test('a gzip file with semicolons is read, and the table says what was measured', async () => {
  const { printed, terminal } = listen();
  const path = writeLedger('ledger.csv.gz', ';');
  expect(await runEvaluate([path, ...NAMES, '--labels', 'day'], terminal)).toBe(0);
  const text = printed.join('\n');
  expect(text).toContain('300 labelled rows, 4 categories; labels learned when the day is over.');
  expect(text).toMatch(/accuracy, last 20 % +\d+\.\d %/);
  expect(text).toMatch(/peak memory +\d+\.\d MB/);
});

test('a bad row is named with its column and value, and the rest is measured', async () => {
  const { printed, complained, terminal } = listen();
  const path = join(folder, 'bad.csv');
  writeFileSync(
    path,
    'Booked,Payee,Amount,Category\n2026-01-01,Tesco,1.00,Groceries\n2026-01-02,Tesco,12;3O,Groceries\n' +
      '2026-02-30,Tesco,1.00,Groceries\n2026-01-04,Tesco,1.00,\n2026-01-05,Tesco,1.00,Groceries\n',
  );
  expect(await runEvaluate([path, ...NAMES], terminal)).toBe(0);
  expect(complained[0]).toContain('Row 2: Amount is "12;3O", expected a number');
  expect(complained[1]).toContain('Row 3: Booked is "2026-02-30", expected a day that exists');
  expect(printed.join('\n')).toContain('1 rows without a category were left out.');
});

test('what is missing is named', async () => {
  const { terminal } = listen();
  const path = writeLedger('missing.csv');
  const run = (...args: string[]) => runEvaluate(args, terminal);
  await expect(run(path, '--date', 'Booked')).rejects.toThrow(UsageError);
  await expect(run(path, ...NAMES, '--context', 'Colour')).rejects.toThrow(/no column Colour/);
  await expect(run(path, ...NAMES, '--context', 'Category')).rejects.toThrow(/to be predicted/);
  await expect(run(path, ...NAMES, '--labels', 'week')).rejects.toThrow(/now, day/);
  await expect(run(join(folder, 'none.csv'), ...NAMES)).rejects.toThrow(/cannot be read/);
});

test('a file without labels measures nothing and says so', async () => {
  const { complained, terminal } = listen();
  const path = join(folder, 'empty.csv');
  writeFileSync(path, 'Booked,Payee,Amount,Category\n2026-01-01,Tesco,1.00,\n');
  expect(await runEvaluate([path, ...NAMES], terminal)).toBe(1);
  expect(complained.join('')).toContain('nothing was measured');
});
