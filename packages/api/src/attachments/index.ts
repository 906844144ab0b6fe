export {
  addAttachments,
  readAttachmentFile,
  removeAttachment,
  sweepAttachments,
} from './attachments.service.ts';
export { attachmentPath, deleteAttachments, listStored } from './attachment-files.ts';
export { attachmentsRouter } from './attachments.router.ts';
