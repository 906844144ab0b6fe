export { attachmentName, savedAs } from './attachment-name.ts';
export { attachmentTypeOf } from './attachment-type.ts';
export {
  AddedAttachments,
  Attachment,
  AttachmentType,
  MOST_ATTACHMENT_BYTES,
  MOST_ATTACHMENTS,
} from './attachments.schema.ts';
