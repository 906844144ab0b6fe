import type { RestoredWorkspace } from '@steward/core/backup';
import { plain } from '../output/index.ts';

/** What was proved of each workspace, a line each. */
export function describeWorkspaces(workspaces: readonly RestoredWorkspace[]): string[] {
  return workspaces.map(({ id, name, records, erased, auditHead, migrated }) => {
    const chain = auditHead
      ? `${records} audit records verified${erased > 0 ? `, ${erased} of them erased` : ''}, head ${auditHead.hash.slice(0, 16)}…`
      : 'no audit record yet';
    const update = migrated > 0 ? `, brought up to date by ${migrated} migrations` : '';
    return `  ${plain(name ?? id)}: whole, ${chain}${update}`;
  });
}
