import { z } from 'zod';
import { DomainError } from '../errors/index.ts';

export const ImportStatus = z.enum([
  'uploaded',
  'previewing',
  'ready',
  'committing',
  'committed',
  'cancelled',
  'failed',
]);
export type ImportStatus = z.infer<typeof ImportStatus>;

export type ImportEvent = 'preview' | 'previewed' | 'commit' | 'committed' | 'cancel' | 'fail';

interface ImportState {
  status: ImportStatus;
  /** Whether rows of it already stand in the ledger. */
  hasBegunCommit: boolean;
}

/**
 * The next status of an import. Once a commit began, it can only be carried to its end or stopped;
 * one that failed or was cancelled there can be taken up again.
 *
 * @throws DomainError `import_status` when the event does not fit.
 */
export function nextImportStatus({ status, hasBegunCommit }: ImportState, event: ImportEvent): ImportStatus {
  const isRunning = status === 'previewing' || status === 'committing';
  if (
    event === 'preview' &&
    !hasBegunCommit &&
    ['uploaded', 'previewing', 'ready', 'failed'].includes(status)
  ) {
    return 'previewing';
  }
  if (event === 'previewed' && status === 'previewing') return 'ready';
  if (event === 'commit' && status === 'ready') return 'committing';
  if (event === 'commit' && hasBegunCommit && ['failed', 'cancelled'].includes(status)) return 'committing';
  if (event === 'committed' && status === 'committing') return 'committed';
  if (event === 'cancel' && (isRunning || status === 'uploaded' || status === 'ready')) return 'cancelled';
  if (event === 'fail' && (isRunning || status === 'uploaded')) return 'failed';
  throw new DomainError({
    code: 'conflict',
    reason: 'import_status',
    message: `An import that is ${status} cannot take the step "${event}"; reload it to see where it stands.`,
    details: { status, event },
  });
}
