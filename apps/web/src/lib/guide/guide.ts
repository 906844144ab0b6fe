import type { Import, ImportPage } from '@steward/core/imports';

/** So many answers show how reviewing goes. */
export const FIRST_ANSWERS = 10;

/** Which of the three steps comes next: bring a file, check its columns, review ten. */
export interface Guide {
  at: 1 | 2 | 3;
  /** The file whose columns are to be checked. */
  file: { id: string; name: string } | null;
  answered: number;
}

export interface ShownGuide extends Guide {
  isLeft: boolean;
}

interface GuideFacts {
  /** Newest first. */
  imports: ImportPage;
  answered: number;
  waiting: number;
}

const BROUGHT: readonly Import['status'][] = ['uploaded', 'previewing', 'ready', 'committing'];

/** Where a workspace stands, from what is in it; null when all steps are done, or there is nothing to review. */
export function guideOf({ imports, answered, waiting }: GuideFacts): Guide | null {
  if (isCommitted(imports)) {
    const isDone = waiting === 0 || answered >= FIRST_ANSWERS;
    return isDone ? null : { at: 3, file: null, answered };
  }
  const file = imports.items.find(({ status }) => BROUGHT.includes(status));
  return file
    ? { at: 2, file: { id: file.id, name: file.fileName }, answered }
    : { at: 1, file: null, answered };
}

/** Whoever has more imports than a page of them is past the first steps. */
export function isCommitted({ items, nextCursor }: ImportPage): boolean {
  return nextCursor !== null || items.some(({ status }) => status === 'committed');
}
