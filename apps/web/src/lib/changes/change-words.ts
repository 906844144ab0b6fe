import type { ChangeSetKind } from '@steward/core/changes';

export const KIND_WORDS: Readonly<Record<ChangeSetKind, string>> = {
  import: 'import',
  rule: 'rule',
  approval: 'approval',
  edit: 'edit',
  undo: 'undo',
  redo: 'redo',
};

/** Where a changed thing can be looked at; null where it has no page. */
export function pageOf(entity: string, id: string): string | null {
  switch (entity) {
    case 'transaction':
      return `/ledger/${id}`;
    case 'payee':
      return `/ledger?payeeId=${id}`;
    case 'category':
      return `/ledger?categoryId=${id}`;
    case 'account':
      return `/ledger?accountId=${id}`;
    default:
      return null;
  }
}
