import { z } from 'zod';
import { Actor, idSchema } from '../identity/index.ts';

/** Largest file that is taken, and how many one transaction has. */
export const MOST_ATTACHMENT_BYTES = 20_000_000;
export const MOST_ATTACHMENTS = 20;

/** What a file is, by its content; all else is refused. */
export const AttachmentType = z.enum([
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/heic',
  'text/plain',
]);
export type AttachmentType = z.infer<typeof AttachmentType>;

/** A file on a transaction, known by the hash of its bytes. */
export const Attachment = z.object({
  id: idSchema('att'),
  transactionId: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** For people only: no path is made of it. */
  name: z.string(),
  type: AttachmentType,
  sizeBytes: z.number().int(),
  addedAt: z.date(),
  addedBy: Actor,
});
export type Attachment = z.infer<typeof Attachment>;

/** What came of adding files: those that were there already are named too. */
export const AddedAttachments = z.object({
  /** null where every file was there already. */
  changeSetId: z.string().nullable(),
  attachments: z.array(Attachment),
});
export type AddedAttachments = z.infer<typeof AddedAttachments>;
