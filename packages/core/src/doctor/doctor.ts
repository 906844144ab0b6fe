import { FindingLevel, type Finding } from './doctor.schema.ts';

export function ok(check: string, found: string): Finding {
  return { check, level: 'ok', found, meaning: null, advice: null };
}

interface Problem {
  check: string;
  level: 'info' | 'warn' | 'bad';
  found: string;
  meaning: string;
  advice: string;
}

export function problem(finding: Problem): Finding {
  return finding;
}

/** The worst level among findings. */
export function worstOf(findings: readonly Finding[]): FindingLevel {
  const worst = Math.max(0, ...findings.map(({ level }) => FindingLevel.options.indexOf(level)));
  return FindingLevel.options[worst] ?? 'ok';
}

const OLDEST_NODE = [22, 17] as const;

export function judgeNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isEnough = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  if (isEnough) return ok('node', `Node ${version}`);
  return problem({
    ...{ check: 'node', level: 'bad', found: `Node ${version}` },
    meaning: `Steward needs Node ${OLDEST_NODE.join('.')} or newer; with an older one it hangs or does not start.`,
    advice: 'Start it with npm start, which brings its own Node, or install a newer one.',
  });
}

interface Mode {
  check: string;
  path: string;
  /** Permission bits. */
  mode: number;
  wanted: number;
  /** What others could do. */
  harm: string;
}

/** Whether nobody but the owner has rights to a file or folder. */
export function judgeMode({ check, path, mode, wanted, harm }: Mode): Finding {
  const octal = (bits: number) => (bits & 0o777).toString(8).padStart(3, '0');
  if ((mode & 0o777 & ~wanted) === 0) return ok(check, `${path} has mode ${octal(mode)}`);
  return problem({
    ...{ check, level: 'bad', found: `${path} has mode ${octal(mode)}` },
    meaning: `Other users of this machine ${harm}.`,
    advice: `chmod ${octal(wanted)} ${path}`,
  });
}

interface Disk {
  freeBytes: number;
  /** The largest database: a migration and a backup each need a copy of it. */
  largestBytes: number;
}

const LEAST_FREE = 500e6;
const GIGABYTE = 1e9;

export function judgeDisk({ freeBytes, largestBytes }: Disk): Finding {
  const free = `${(freeBytes / GIGABYTE).toFixed(1)} GB are free where the data lies`;
  const needed = LEAST_FREE + largestBytes;
  const advice = 'Free space on the disk, or move the data folder to a larger one.';
  if (freeBytes >= 2 * needed) return ok('disk', free);
  const isFull = freeBytes < LEAST_FREE;
  return problem({
    ...{ check: 'disk', level: freeBytes < needed ? 'bad' : 'warn', found: free, advice },
    meaning: isFull
      ? 'When the disk is full, nothing can be written: imports, answers and sign-ins fail.'
      : `The largest database has ${(largestBytes / GIGABYTE).toFixed(1)} GB; an update copies it first and could fail.`,
  });
}

/** A clock that went back makes records seem to come from the future. */
export function judgeClock(now: Date, newestRecordAt: Date | null): Finding {
  const shown = now.toISOString();
  const aheadMs = newestRecordAt === null ? 0 : newestRecordAt.getTime() - now.getTime();
  if (aheadMs <= 60_000) return ok('clock', `The clock says ${shown}`);
  return problem({
    ...{ check: 'clock', level: 'bad', found: `The clock says ${shown}` },
    meaning: `The newest audit record is of ${newestRecordAt?.toISOString() ?? ''}, which is later: the clock was wrong then, or is now. Sessions end too late or too early.`,
    advice: 'Set the clock, and have it kept by NTP (timedatectl set-ntp true).',
  });
}
