import { MOST_ATTACHMENTS, type AddedAttachments, type Attachment } from '@steward/core/attachments';
import { DomainError } from '@steward/core/errors';
import { createId, type Actor } from '@steward/core/identity';
import type { TransactionDetail } from '@steward/core/ledger';
import { listKeptFiles, readAttachment } from '@steward/db/attachments';
import type { Orm, WorkspaceDb, WriteTx } from '@steward/db/client';
import { readTransaction } from '@steward/db/ledger';
import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { applyChanges, type FieldChange } from '../changes/index.ts';
import { attachmentPath, dropFiles, hasLeftovers, placeFile, type FileFolder } from './attachment-files.ts';
import { dropParts, receiveFiles, tooMany, type ReceivedFile, type SentFiles } from './receive-files.ts';

export interface AttachmentDeps {
  db: WorkspaceDb;
  dataFolder: string;
  actor: Actor;
  now: () => Date;
}

const folderOf = ({ db, dataFolder }: Pick<AttachmentDeps, 'db' | 'dataFolder'>): FileFolder => {
  return { dataFolder, workspaceId: db.workspaceId };
};

/**
 * Puts files on a transaction, as one change set. A file that is on it already is not added again, so that the same request
 * may be sent twice. It alters no figure: a reconciled transaction and one of a closed month take files too.
 *
 * @throws DomainError `transaction`, `too_many_attachments`, or as `receiveFiles` says; nothing stays then.
 */
export async function addAttachments(
  deps: AttachmentDeps,
  transactionId: string,
  sent: SentFiles,
): Promise<AddedAttachments> {
  const folder = folderOf(deps);
  // Before anything is taken in: nobody fills the disk for a transaction that is not there.
  await deps.db.read((orm) => findTransaction(orm, transactionId));
  const received = await receiveFiles(sent, folder);
  try {
    return await deps.db.write((tx) => writeAdded(tx, deps, { transactionId, received }));
  } catch (error) {
    await sweepAttachments(deps);
    throw error;
  } finally {
    await dropParts(received);
    if (await hasLeftovers(folder, deps.now())) await sweepAttachments(deps);
  }
}

interface Adding {
  transactionId: string;
  received: readonly ReceivedFile[];
}

async function writeAdded(
  tx: WriteTx,
  deps: AttachmentDeps,
  { transactionId, received }: Adding,
): Promise<AddedAttachments> {
  const { actor, now } = deps;
  const at = now();
  const { attachments: before, payeeName } = await findTransaction(tx.orm, transactionId);
  const byHash = new Map(before.map((one) => [one.sha256, one]));
  const added: Attachment[] = [];
  for (const { partPath, name, type, sha256, sizeBytes } of received) {
    if (byHash.has(sha256)) continue;
    const id = createId('att', { now: at, random: randomBytes });
    const attachment = { id, transactionId, sha256, name, type, sizeBytes, addedAt: at, addedBy: actor };
    // In the transaction of the row: whoever sweeps waits for it.
    await placeFile(folderOf(deps), partPath, sha256);
    byHash.set(sha256, attachment);
    added.push(attachment);
  }
  if (byHash.size > MOST_ATTACHMENTS) throw tooMany();
  const names = added.map(({ name }) => name).join(', ');
  const { changeSetId } = await applyChanges(tx, {
    ...({ kind: 'edit', actor, at, reason: `${payeeName}: attached ${names}`.slice(0, 300) } as const),
    changes: added.map(toAddition),
  });
  return { changeSetId, attachments: received.flatMap(({ sha256 }) => byHash.get(sha256) ?? []) };
}

function toAddition({ addedAt, ...attachment }: Attachment): FieldChange {
  const after = { ...attachment, addedAt: addedAt.getTime() };
  return { entity: 'attachment', entityId: attachment.id, field: 'exists', after };
}

/** Takes a file off a transaction. The file stays in the data folder, for undo brings it back. */
export async function removeAttachment(
  { db, actor, now }: Omit<AttachmentDeps, 'dataFolder'>,
  place: { transactionId: string; id: string },
): Promise<{ changeSetId: string | null }> {
  return db.write(async (tx) => {
    const { name } = await readAttachment(tx.orm, place);
    const { changeSetId } = await applyChanges(tx, {
      ...({ kind: 'edit', actor, at: now(), reason: `Attachment ${name} removed` } as const),
      changes: [{ entity: 'attachment', entityId: place.id, field: 'exists', after: null }],
    });
    return { changeSetId };
  });
}

/**
 * An attachment with its bytes, which are those that were added: their hash is compared.
 *
 * @throws DomainError `attachment` when there is none, `attachment_file` when its file is missing or damaged.
 */
export async function readAttachmentFile(
  deps: Pick<AttachmentDeps, 'db' | 'dataFolder'>,
  place: { transactionId: string; id: string },
): Promise<{ attachment: Attachment; content: Uint8Array }> {
  const attachment = await deps.db.read(async (orm) => {
    await findTransaction(orm, place.transactionId);
    return readAttachment(orm, place);
  });
  const { sha256, name } = attachment;
  const content = await readFile(attachmentPath(folderOf(deps), sha256)).catch(() => null);
  if (content && createHash('sha256').update(content).digest('hex') === sha256)
    return { attachment, content };
  const what = content ? 'was damaged' : 'is missing';
  const message = `The file of ${name} ${what} in the data folder; restore it from a backup, or attach it again.`;
  throw new DomainError({ code: 'conflict', reason: 'attachment_file', message });
}

/** Deletes files that no attachment has and no change set could bring back. No file is added meanwhile. */
export async function sweepAttachments(
  deps: Pick<AttachmentDeps, 'db' | 'dataFolder' | 'now'>,
): Promise<void> {
  const { db, now } = deps;
  await db.write(async (tx) => {
    const kept = new Set((await listKeptFiles(tx.orm)).map(({ sha256 }) => sha256));
    await dropFiles(folderOf(deps), { kept, now: now() });
  });
}

async function findTransaction(orm: Orm, id: string): Promise<TransactionDetail> {
  const found = await readTransaction(orm, id);
  if (found) return found;
  const message = `There is no transaction ${id} here.`;
  throw new DomainError({ code: 'not_found', reason: 'transaction', message });
}

/** @throws DomainError `transaction` when there is none. */
export async function listAttachmentsOf(db: WorkspaceDb, transactionId: string): Promise<Attachment[]> {
  return (await db.read((orm) => findTransaction(orm, transactionId))).attachments;
}
