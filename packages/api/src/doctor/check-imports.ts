import { ok, problem, type Finding } from '@steward/core/doctor';
import { readOpenImports, type ReadOnlyFile } from '@steward/db/backup';
import { access } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { uploadPath } from '../imports/index.ts';

export interface ImportWatch {
  /** Whether a Steward runs: then an import that is under way must move. */
  isRunning: boolean;
  /** How long to look whether it does, ms. */
  patienceMs: number;
}

interface ImportCheck {
  dataFolder: string;
  workspaceId: string;
  file: ReadOnlyFile;
  watch: ImportWatch;
}

/** Imports that stand still, failed, or lost their file. */
export async function checkImports(checking: ImportCheck): Promise<Finding[]> {
  const { file, watch, workspaceId } = checking;
  const open = await file.read(readOpenImports);
  const running = open.filter(({ status }) => status === 'previewing' || status === 'committing');
  const findings: Finding[] = [];
  for (const { id } of open) if (!(await hasUpload(checking, id))) findings.push(lostUpload(id));
  for (const { id } of open.filter(({ status }) => status === 'failed')) findings.push(failed(id));
  if (running.length > 0 && watch.isRunning) {
    const stuck = await findStuck(file, running, watch.patienceMs);
    findings.push(...stuck.map((id) => standsStill(id, watch.patienceMs)));
  } else {
    findings.push(...running.map(({ id }) => waits(id)));
  }
  return findings.length > 0 ? findings : [ok('imports', `No import of ${workspaceId} stands still`)];
}

async function hasUpload({ dataFolder, workspaceId }: ImportCheck, importId: string): Promise<boolean> {
  return access(uploadPath({ dataFolder, workspaceId, importId })).then(
    () => true,
    () => false,
  );
}

/** Looks again until all have moved or patience ends. */
async function findStuck(
  file: ReadOnlyFile,
  before: { id: string; status: string; doneRows: number }[],
  patienceMs: number,
): Promise<string[]> {
  const endsAt = performance.now() + patienceMs;
  for (;;) {
    await sleep(Math.min(250, patienceMs));
    const after = await file.read(readOpenImports);
    const stuck = before.filter((then) =>
      after.some((one) => one.id === then.id && one.status === then.status && one.doneRows === then.doneRows),
    );
    if (stuck.length === 0 || performance.now() >= endsAt) return stuck.map(({ id }) => id);
  }
}

function standsStill(id: string, patienceMs: number): Finding {
  return problem({
    ...{
      check: 'imports',
      level: 'warn',
      found: `Import ${id} did not move for ${patienceMs / 1000} seconds`,
    },
    meaning: 'Its thread may be waiting behind another import, or have ended.',
    advice: 'Look again in a minute. If it still stands, restart Steward: the import goes on where it stood.',
  });
}

function waits(id: string): Finding {
  return problem({
    ...{ check: 'imports', level: 'info', found: `Import ${id} is under way, but no Steward runs` },
    meaning: 'It was stopped in the middle.',
    advice: 'Start Steward: the import goes on where it stood.',
  });
}

function failed(id: string): Finding {
  return problem({
    ...{ check: 'imports', level: 'warn', found: `Import ${id} failed` },
    meaning: 'Its rows are not in the ledger, or only some of them.',
    advice: 'Open it on the imports page, which says why: take it up again or cancel it.',
  });
}

function lostUpload(id: string): Finding {
  return problem({
    ...{ check: 'imports', level: 'warn', found: `The uploaded file of import ${id} is gone` },
    meaning: 'The import cannot be read again.',
    advice: 'Cancel it on the imports page and upload the file anew.',
  });
}
