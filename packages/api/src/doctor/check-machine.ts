import { judgeDisk, judgeNode, ok, problem, type Finding } from '@steward/core/doctor';
import { readdir, readFile, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { findConfigProblems } from '../config/index.ts';

type Environment = Record<string, string | undefined>;

/** Node and the settings. */
export function checkProgram(environment: Environment): Finding[] {
  const problems = findConfigProblems(environment);
  const settings = problems.map((found) =>
    problem({
      ...{ check: 'settings', level: 'bad', found },
      meaning: 'Steward does not start with a wrong setting, and a misspelt one changes nothing.',
      advice: 'Correct or unset it; README.md lists the variables and what each allows.',
    }),
  );
  return [
    judgeNode(process.versions.node),
    ...(settings.length > 0
      ? settings
      : [ok('settings', 'Every environment variable that is set is allowed')]),
  ];
}

/** The lockfile up to what the packages of Steward need themselves; only development dependencies are left out. */
function needsOf(lockfile: string): string {
  const [needs = ''] = lockfile.split('\npackages:\n');
  return needs.replace(/^ {4}devDependencies:\n(?: {6}.*\n)*/gm, '').replace(/: \{\}$/gm, ':');
}

/** A plain start installs no development dependencies, so that less may be there, but nothing else. */
function isFrom(lockfile: string, installed: string): boolean {
  const lines = new Set(lockfile.split('\n'));
  const isKnown = (line: string) => lines.has(line) || lines.has(line.replace(/ \{\}$/, ''));
  return needsOf(lockfile) === needsOf(installed) && installed.split('\n').every(isKnown);
}

/** Whether what is installed is what the lockfile names; nothing where there is no lockfile to compare. */
export async function checkPackages(projectFolder: string): Promise<Finding[]> {
  const check = 'packages';
  const read = (path: string) => readFile(join(projectFolder, path), 'utf8').catch(() => null);
  const [wanted, installed] = [await read('pnpm-lock.yaml'), await read('node_modules/.pnpm/lock.yaml')];
  if (wanted === null || installed === null) return [];
  if (isFrom(wanted, installed)) return [ok(check, 'The installed packages are those of the lockfile')];
  return [
    problem({
      ...{ check, level: 'bad', found: `The packages in ${projectFolder} are not those of its lockfile` },
      meaning: 'An update stopped half-way: the program and its packages are of different versions.',
      advice: 'npm start installs what is missing, then builds and serves.',
    }),
  ];
}

/** Whether the disk has room for what an update or a backup copies. */
export async function checkDisk(dataFolder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(dataFolder);
  return judgeDisk({ freeBytes: bavail * bsize, largestBytes: await largestDatabase(dataFolder) });
}

async function largestDatabase(dataFolder: string): Promise<number> {
  const folder = join(dataFolder, 'workspaces');
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(
    names.filter((name) => name.endsWith('.db')).map(async (name) => (await stat(join(folder, name))).size),
  );
  return Math.max(0, ...sizes);
}
