import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { methodFolders } from './index.ts';
import { writePage } from './page.ts';

const SOURCES = join(import.meta.dirname, '..');
const TOP = join(SOURCES, '../../..');
const DOCUMENTATION = join(TOP, 'docs/ml.md');

/** The doors of this package, but this one. */
const doors = await Promise.all(
  readdirSync(SOURCES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'methods')
    .map(async ({ name: folder }) => ({
      folder,
      door: (await import(join(SOURCES, folder, 'index.ts'))) as Record<string, unknown>,
    })),
);

const functions = Object.fromEntries(doors.flatMap(({ door }) => Object.entries(door)));

function run(example: string): unknown {
  const compiled = compileFunction(`return ${example}`, Object.keys(functions)) as (
    ...of: unknown[]
  ) => unknown;
  return compiled(...Object.values(functions));
}

/** Numbers to five digits, so that the page is the same on every machine. */
function show(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(5)));
  if (ArrayBuffer.isView(value)) return show(Array.from(value as Float64Array));
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, one]) => `${key}: ${show(one)}`)
      .join(', ')} }`;
  }
  return typeof value === 'string' ? `'${value}'` : String(value);
}

interface Import {
  /** Of the importing file: `packages/api/src/learning`. */
  from: string;
  folder: string;
  names: readonly string[];
}

/** Every import of a door of this package, in programs and benchmarks; tests prove a method, they do not use it. */
function findImports(): Import[] {
  return ['packages', 'apps', 'tests/bench']
    .flatMap((home) =>
      readdirSync(join(TOP, home), { recursive: true, encoding: 'utf8' }).map((path) => `${home}/${path}`),
    )
    .filter(
      (path) =>
        /\.(ts|svelte)$/.test(path) && !/\.test\.ts$|node_modules|\/(build|\.svelte-kit)\//.test(path),
    )
    .filter((path) => !path.startsWith('packages/ml/src/methods/') && !path.endsWith('/methods.ts'))
    .flatMap((path) => {
      const text = readFileSync(join(TOP, path), 'utf8');
      const isOwn = path.startsWith('packages/ml/src/');
      const door = isOwn ? /\.\.\/([a-z-]+)\/index\.ts/ : /@steward\/ml\/([a-z-]+)/;
      const statement = new RegExp(`import (?:type )?\\{([^}]*)\\} from '${door.source}'`, 'g');
      const from =
        /^(?:(?:packages|apps)\/[^/]+\/src\/(?:lib\/|routes\/)?[^/]+|tests\/bench)(?=\/)/.exec(path)?.[0] ??
        path;
      return [...text.matchAll(statement)].map(([, names = '', folder = '']) => ({
        from,
        folder,
        names: names.split(',').map(
          (name) =>
            name
              .trim()
              .replace(/^type /, '')
              .split(' as ')[0] ?? '',
        ),
      }));
    });
}

test('docs/ml.md is what the records say; UPDATE_DOCS=1 writes it anew', () => {
  const imports = findImports();
  expect(imports.length).toBeGreaterThan(10);
  const text = writePage(methodFolders, {
    resultOf: (example) => show(run(example)),
    usersOf: (folder, names) =>
      [
        ...new Set(
          imports
            .filter((one) => one.folder === folder && one.names.some((name) => names.includes(name)))
            .map(({ from }) => from),
        ),
      ].sort(),
  });
  if (process.env.UPDATE_DOCS === '1') writeFileSync(DOCUMENTATION, text);
  expect(readFileSync(DOCUMENTATION, 'utf8')).toBe(text);
});

describe.each(doors)('$folder', ({ folder, door }) => {
  test('every function of its door is in one record, and every record is about functions that exist', () => {
    const exported = Object.keys(door).filter((name) => typeof door[name] === 'function');
    const recorded = methodFolders
      .filter((one) => one.folder === folder)
      .flatMap(({ methods }) => methods.flatMap((method) => method.functions));
    expect(recorded.toSorted()).toEqual(exported.toSorted());
  });
});

describe.each(methodFolders)('the records of $folder', ({ methods }) => {
  test.each(methods)('$title: everything is said, and its example runs and is about it', (method) => {
    const parts: (string | readonly string[])[] = Object.values({ ...method });
    expect(parts.every((part) => part.length > 0)).toBe(true);
    expect(method.source).toMatch(/\d{4}|our own|@stdlib|definition|distance|below/);
    expect(method.functions.some((name) => method.example.includes(`${name}(`))).toBe(true);
    expect(run(method.example)).toBeDefined();
  });
});
