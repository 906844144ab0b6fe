import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const shared = process.env.STEWARD_SHARED ?? resolve(import.meta.dirname, '../../../shared');
const folder = join(shared, 'data');

/** Whether values of other implementations are here to compare with; says so where they are not. */
export function hasReferenceData(): boolean {
  const isThere = existsSync(join(folder, 'reference', 'vectors.json'));
  if (!isThere) {
    process.stdout.write(
      'Reference values are not beside the project, so these tests are left out: STEWARD_SHARED names the folder that ' +
        'has data/reference and data/drift.\n',
    );
  }
  return isThere;
}

export interface Vector {
  area: string;
  name: string;
  inputs: unknown;
  expected: unknown;
  tolerance: number;
}

/** Values that other projects publish, by area; none where the data is absent. */
export function readVectors(area: string): Vector[] {
  return readAll().filter((vector) => vector.area === area);
}

/** The areas that there are values of. */
export function readAreas(): string[] {
  return [...new Set(readAll().map(({ area }) => area))];
}

function readAll(): Vector[] {
  const path = join(folder, 'reference', 'vectors.json');
  if (!existsSync(path)) return [];
  return (JSON.parse(readFileSync(path, 'utf8')) as { vectors: Vector[] }).vectors;
}

/** A file of the drift references as JSON. */
export function readDriftJson(...path: string[]): unknown {
  return JSON.parse(readFileSync(join(folder, 'drift', ...path), 'utf8'));
}

/** The cells of a CSV file of the drift references, without quotes, header left out. */
export function readDriftCsv(...path: string[]): string[][] {
  const lines = readFileSync(join(folder, 'drift', ...path), 'utf8')
    .trim()
    .split(/\r?\n/);
  return lines.slice(1).map((line) => {
    const cut = line.indexOf(',');
    return [line.slice(0, cut), line.slice(cut + 1).replace(/^"|"$/g, '')];
  });
}

/** Paths of the bank files of a kind by name; none, and a line that says so, where they are not here. */
export function listBankFiles(kind: string): Map<string, string> {
  const path = join(folder, 'bank-files', kind);
  if (!existsSync(path)) {
    process.stdout.write(
      `Bank files are not beside the project, so the tests of ${kind} are left out: STEWARD_SHARED names the folder that ` +
        'has data/bank-files.\n',
    );
    return new Map();
  }
  const names = readdirSync(path).filter((name) => name !== 'LICENSE');
  return new Map(names.sort().map((name) => [name, join(path, name)]));
}
