import type { Attachment } from '@steward/core/attachments';
import { DomainError } from '@steward/core/errors';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';
import { attachment } from './attachments.table.ts';

/** The files on a transaction, first added first. */
export async function listAttachments(orm: Orm, transactionId: string): Promise<Attachment[]> {
  return orm
    .select()
    .from(attachment)
    .where(eq(attachment.transactionId, transactionId))
    .orderBy(asc(attachment.addedAt), asc(attachment.name), asc(attachment.id));
}

/** @throws DomainError `attachment` when the transaction has none of that id. */
export async function readAttachment(
  orm: Orm,
  { transactionId, id }: { transactionId: string; id: string },
): Promise<Attachment> {
  const [found] = await orm
    .select()
    .from(attachment)
    .where(and(eq(attachment.id, id), eq(attachment.transactionId, transactionId)));
  if (found) return found;
  const message = `Transaction ${transactionId} has no attachment ${id}.`;
  throw new DomainError({ code: 'not_found', reason: 'attachment', message });
}

/** The attachments of any of these transactions. */
export async function listAttachedTo(
  orm: Orm,
  transactionIds: readonly string[],
): Promise<Pick<Attachment, 'id' | 'transactionId'>[]> {
  if (transactionIds.length === 0) return [];
  return orm.all(
    sql`select id, transaction_id as "transactionId" from ledger_attachment
        where transaction_id in (select value from json_each(${JSON.stringify(transactionIds)}))`,
  );
}

/** A file that is kept: under its hash, with the name that it goes by. */
export interface KeptFile {
  sha256: string;
  name: string;
}

/** The files of all attachments, and of those that some change set could bring back, each once. */
export async function listKeptFiles(orm: Orm): Promise<KeptFile[]> {
  return orm.all<KeptFile>(
    sql`select sha256, min(name) as name from (
          select sha256, name from ledger_attachment union all
          select json_extract(row, '$.sha256'), json_extract(row, '$.name') from (
            select iif(before = 'null', after, before) as row from ledger_change_set_item
            where entity = 'attachment' and field = 'exists'))
        where sha256 is not null group by sha256 order by sha256`,
  );
}

/** Attachments that cannot be where they are to go, because that file is on that transaction already: with that one. */
export async function readSameFiles(
  orm: Orm,
  wanted: readonly { id: string; transactionId: string; sha256: string | null }[],
): Promise<Map<string, string>> {
  const rows = await orm.all<{ id: string; other: string }>(
    sql`select json_extract(w.value, '$.id') as id, o.id as other from json_each(${JSON.stringify(wanted)}) w
        join ledger_attachment o on o.transaction_id = json_extract(w.value, '$.transactionId')
          and o.id <> json_extract(w.value, '$.id')
          and o.sha256 = coalesce(json_extract(w.value, '$.sha256'),
            (select sha256 from ledger_attachment where id = json_extract(w.value, '$.id')))`,
  );
  return new Map(rows.map(({ id, other }) => [id, other]));
}

/** Whether a database has attachments at all: one of an older version that was not opened yet has not. */
export async function hasAttachments(orm: Orm): Promise<boolean> {
  const rows = await orm.all(sql`select 1 from sqlite_schema where name = 'ledger_attachment'`);
  return rows.length > 0;
}
