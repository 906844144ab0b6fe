import { z } from 'zod';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const WorkspaceFileId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** Where a file lies in a data folder: known places only, so that no name can lead out of it. */
export const BackupPath = z
  .string()
  .regex(
    /^(control\.db|secret|workspaces\/[A-Za-z0-9_-]{1,64}\.db|uploads\/[A-Za-z0-9_-]{1,64}\/[A-Za-z0-9_-]{1,100}|attachments\/[A-Za-z0-9_-]{1,64}\/[0-9a-f]{64})$/,
  );

export const BackupFile = z.object({
  path: BackupPath,
  sizeBytes: z.number().int().min(0),
  sha256: Sha256,
  /** Compressed, as it lies in the backup. */
  packedBytes: z.number().int().min(0),
  packedSha256: Sha256,
});
export type BackupFile = z.infer<typeof BackupFile>;

export const AuditHead = z.object({ seq: z.number().int().min(1), hash: Sha256 });
export type AuditHead = z.infer<typeof AuditHead>;

export const BackedUpWorkspace = z.object({
  id: WorkspaceFileId,
  /** null where the control database does not know it. */
  name: z.string().nullable(),
  /** When its copy was taken. */
  takenAt: z.iso.datetime(),
  /** null for a chain without a record. */
  auditHead: AuditHead.nullable(),
  learningSeq: z.number().int().min(0),
  /** Hashes of the migrations that the file has seen. */
  migrations: z.array(Sha256),
});
export type BackedUpWorkspace = z.infer<typeof BackedUpWorkspace>;

/** What a backup says of itself; its first entry. */
export const BackupManifest = z.object({
  format: z.literal('steward-backup'),
  version: z.literal(1),
  stewardVersion: z.string(),
  createdAt: z.iso.datetime(),
  /** A whole data folder, or one workspace to be put into a folder that knows it. */
  scope: z.enum(['folder', 'workspace']),
  files: z.array(BackupFile),
  workspaces: z.array(BackedUpWorkspace),
  /** Hashes of the migrations that the control database has seen; null in a backup of one workspace. */
  controlMigrations: z.array(Sha256).nullable(),
  /** What lay in the data folder and is not in the backup. */
  leftOut: z.array(z.string()),
  /** What kept the copies from fitting together perfectly, in sentences; nearly always empty. */
  notes: z.array(z.string()),
});
export type BackupManifest = z.infer<typeof BackupManifest>;

/** What a restore proved of a workspace. */
export const RestoredWorkspace = z.object({
  id: z.string(),
  name: z.string().nullable(),
  /** Records of its chain, each verified. */
  records: z.number().int(),
  erased: z.number().int(),
  auditHead: AuditHead.nullable(),
  migrated: z.number().int(),
});
export type RestoredWorkspace = z.infer<typeof RestoredWorkspace>;

export const RestoreReport = z.object({
  folder: z.string(),
  createdAt: z.iso.datetime(),
  files: z.number().int(),
  sizeBytes: z.number().int(),
  workspaces: z.array(RestoredWorkspace),
  /** Where what was in the way lies now. */
  movedAside: z.string().nullable(),
  notes: z.array(z.string()),
});
export type RestoreReport = z.infer<typeof RestoreReport>;
