import { DomainError } from '@steward/core/errors';
import type { Actor } from '@steward/core/identity';
import type { StreamVerdict, UpdateStream } from '@steward/core/recurring';
import type { WorkspaceDb } from '@steward/db/client';
import { readStream, readVerdict } from '@steward/db/recurring';
import { applyChanges, type FieldChange } from '../changes/index.ts';
import type { RecurringRunner } from './recurring-runner.ts';

interface StreamChange {
  db: WorkspaceDb;
  actor: Actor;
  now: () => Date;
  services: { recurring: Pick<RecurringRunner, 'start'> };
}

const NOTHING_SAID: StreamVerdict = { verdict: 'none', name: null, endedOn: null };

/**
 * What a person says of a stream, as one change set; its events follow in a moment.
 *
 * @throws DomainError `stream` when there is none.
 */
export async function updateStream(
  { db, actor, now, services }: StreamChange,
  { id, ...said }: UpdateStream,
): Promise<{ changeSetId: string | null }> {
  const { changeSetId } = await db.write(async (tx) => {
    const stream = await readStream(tx.orm, id);
    if (stream === null) throw noSuchStream(id);
    const standing = await readVerdict(tx.orm, id);
    const after = mergeSaid(standing ?? NOTHING_SAID, said);
    const reason = `${WORDS[after.verdict]}: ${after.name ?? stream.payeeName}`;
    const changes = standing === null ? [creation(id, after)] : changesOf(id, after);
    return applyChanges(tx, { kind: 'edit', actor, reason, at: now(), changes });
  });
  if (changeSetId !== null) services.recurring.start(db.workspaceId);
  return { changeSetId };
}

const WORDS: Readonly<Record<StreamVerdict['verdict'], string>> = {
  none: 'Recurring payment',
  confirmed: 'Recurring payment confirmed',
  dismissed: 'Recurring payment dismissed',
};

/** What is left out stays. */
function mergeSaid(
  standing: StreamVerdict,
  { verdict, name, endedOn }: Omit<UpdateStream, 'id'>,
): StreamVerdict {
  return {
    verdict: verdict ?? standing.verdict,
    name: name === undefined ? standing.name : name,
    endedOn: endedOn === undefined ? standing.endedOn : endedOn,
  };
}

function creation(id: string, after: StreamVerdict): FieldChange {
  return { entity: 'recurring', entityId: id, field: 'exists', after: { streamId: id, ...after } };
}

function changesOf(entityId: string, { verdict, name, endedOn }: StreamVerdict): FieldChange[] {
  return [
    { entity: 'recurring', entityId, field: 'verdict', after: verdict },
    { entity: 'recurring', entityId, field: 'name', after: name },
    { entity: 'recurring', entityId, field: 'endedOn', after: endedOn },
  ];
}

/** What a stream that is not there is answered with. */
export function noSuchStream(id: string): DomainError {
  const message = `There is no recurring stream ${id} here.`;
  return new DomainError({ code: 'not_found', reason: 'stream', message });
}
