import type { Import, RowOutcome } from '@steward/core/imports';
import type { StatusKind } from '#lib/figures/Status.svelte';

interface Word {
  kind: StatusKind;
  word: string;
}

export const OUTCOME_WORDS: Readonly<Record<RowOutcome, Word>> = {
  new: { kind: 'healthy', word: 'new' },
  duplicate: { kind: 'offline', word: 'duplicate' },
  matched: { kind: 'info', word: 'matched' },
  error: { kind: 'error', word: 'error' },
};

const STATUS_WORDS: Readonly<Record<Import['status'], Word>> = {
  uploaded: { kind: 'info', word: 'columns to settle' },
  previewing: { kind: 'info', word: 'reading' },
  ready: { kind: 'info', word: 'ready to commit' },
  committing: { kind: 'info', word: 'committing' },
  committed: { kind: 'healthy', word: 'done' },
  cancelled: { kind: 'offline', word: 'cancelled' },
  failed: { kind: 'error', word: 'failed' },
};

/** An import that is undone says so, whatever it was before. */
export function statusOf({ status, isUndone }: Pick<Import, 'status' | 'isUndone'>): Word {
  return isUndone ? { kind: 'offline', word: 'undone' } : STATUS_WORDS[status];
}

export const FORMAT_WORDS: Readonly<Record<Import['format'], string>> = {
  csv: 'table (CSV)',
  ofx: 'OFX or QFX',
  qif: 'QIF',
  camt: 'CAMT',
  mt940: 'MT940 or MT942',
};

export function isUnderWay({ status }: Pick<Import, 'status'>): boolean {
  return status === 'previewing' || status === 'committing';
}
