import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';

/** All that are in the path: the first may have no libraries, where the system's has them. */
const PYTHONS = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'python3'));

function findPython(library: string): { python: string; version: string } | null {
  for (const python of PYTHONS) {
    const asked = spawnSync(python, ['-c', `import ${library}; print(${library}.__version__)`], {
      encoding: 'utf8',
    });
    if (asked.status === 0) return { python, version: asked.stdout.trim() };
  }
  return null;
}

/**
 * Runs a Python program over lines of JSON and reads its last line as JSON, for figures of other libraries in the same run.
 * Null, with a sentence, where Python or the library is not installed.
 */
export function askPython(library: string, program: string, lines: Iterable<unknown>): unknown {
  const found = findPython(library);
  if (!found) {
    process.stdout.write(`Python's ${library} is not installed: its figures are left out.\n`);
    return null;
  }
  const input = Array.from(lines, (line) => JSON.stringify(line)).join('\n');
  const environment = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  const ran = spawnSync(found.python, ['-c', program], {
    input,
    encoding: 'utf8',
    env: environment,
    maxBuffer: 2 ** 28,
  });
  if (ran.status !== 0) throw new Error(`Python ended with ${ran.status}: ${ran.stderr.slice(-2_000)}`);
  process.stdout.write(`${library} ${found.version} ran in this same run, on one core.\n`);
  return JSON.parse(ran.stdout.trim().split('\n').at(-1) ?? 'null');
}
