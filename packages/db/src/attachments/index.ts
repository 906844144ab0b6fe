export {
  hasAttachments,
  listAttachedFiles,
  listAttachedTo,
  listAttachments,
  listKeptFiles,
  readAttachment,
  readSameFiles,
  type KeptFile,
} from './attachments.repository.ts';
