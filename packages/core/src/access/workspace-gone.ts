import { DomainError } from '../errors/index.ts';

/** What whoever still asks for a removed workspace is told. */
export function workspaceGone(): DomainError {
  const message = 'This workspace was removed.';
  return new DomainError({ code: 'not_found', reason: 'workspace', message });
}
