export {
  hasAttachments,
  listAttachedTo,
  listAttachments,
  listKeptFiles,
  readAttachment,
  readSameFiles,
  type KeptFile,
} from './attachments.repository.ts';
