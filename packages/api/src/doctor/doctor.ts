import { judgeClock, problem, worstOf, type DoctorReport, type Finding } from '@steward/core/doctor';
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkDatabases } from './check-databases.ts';
import { checkFolder } from './check-folder.ts';
import { checkDisk, checkPackages, checkProgram } from './check-machine.ts';
import { checkPort } from './check-port.ts';

export interface DoctorRequest {
  dataFolder: string;
  host: string;
  port: number;
  environment: Record<string, string | undefined>;
  /** Records of each chain to verify; all when absent. */
  lastRecords?: number | undefined;
  stewardVersion: string;
  /** Where the program itself lies. */
  projectFolder?: string;
  now: () => Date;
  /** How long an import may stand still before it is told, ms. */
  patienceMs?: number;
  onProgress?: (progress: { label: string; done: number; total: number | null }) => void;
  signal: AbortSignal;
}

const PATIENCE_MS = 5_000;
const PROJECT = fileURLToPath(new URL('../../../..', import.meta.url));

/** Looks at everything that can be wrong with an installation. Changes nothing. */
export async function examine(request: DoctorRequest): Promise<DoctorReport> {
  const { dataFolder, environment, now, onProgress = () => undefined } = request;
  const port = await checkPort(request);
  const findings: Finding[] = [
    ...checkProgram(environment),
    ...(await checkPackages(request.projectFolder ?? PROJECT)),
    ...[judgeClock(now(), null), port.finding],
  ];
  const missing = await checkThere(dataFolder);
  if (missing) findings.push(missing);
  else {
    const watch = { isRunning: port.isRunning, patienceMs: request.patienceMs ?? PATIENCE_MS };
    let done = 0;
    findings.push(
      await checkDisk(dataFolder),
      ...(await checkFolder(dataFolder)),
      ...(await checkDatabases({
        ...{ dataFolder, now: now(), lastRecords: request.lastRecords, watch, signal: request.signal },
        onRecords: (records) => {
          request.signal.throwIfAborted();
          done += records;
          onProgress({ label: `verifying ${done} records`, done, total: null });
        },
      })),
    );
  }
  return {
    ...{ checkedAt: now().toISOString(), dataFolder, stewardVersion: request.stewardVersion },
    ...{ worst: worstOf(findings), findings },
  };
}

async function checkThere(dataFolder: string): Promise<Finding | null> {
  const found = await stat(dataFolder).catch(() => null);
  if (found?.isDirectory() && existsSync(join(dataFolder, 'control.db'))) return null;
  return problem({
    check: 'folder',
    level: 'bad',
    found: found === null ? `There is no folder ${dataFolder}` : `${dataFolder} holds no control.db`,
    meaning: 'Steward never ran on this folder, or this user may not look into it.',
    advice: 'Name the data folder with --data or STEWARD_DATA, and run as the user who owns it.',
  });
}
