import { z } from 'zod';
import { Actor } from '../identity/index.ts';

export const AuditSystem = z.enum([
  'learning',
  'intelligence',
  'budget_allocation',
  'coordinator',
  'ledger',
  'imports',
  'review',
  'access',
  'settings',
]);
export type AuditSystem = z.infer<typeof AuditSystem>;

/** The five actions of a system that predicts, and what else happens in a workspace. */
export const AuditAction = z.enum([
  'prediction',
  'recommendation',
  'automation',
  'training',
  'configuration_change',
  'feedback',
  'import',
  'change_set',
  'undo',
  'sign_in',
  'sign_out',
  'member',
  'key',
]);
export type AuditAction = z.infer<typeof AuditAction>;

/** The part of a record that its hash covers in clear; never personal, never erased. */
export const AuditHeader = z.object({
  seq: z.number().int().min(1),
  /** UTC milliseconds. */
  at: z.number().int(),
  actor: Actor,
  action: AuditAction,
  system: AuditSystem,
  /** The id of what it is about. */
  subject: z.string(),
  modelVersion: z.string().nullable(),
});
export type AuditHeader = z.infer<typeof AuditHeader>;

export const AuditRecord = AuditHeader.extend({
  previousHash: z.string().regex(/^[0-9a-f]{64}$/),
  commitment: z.string().regex(/^[0-9a-f]{64}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** null when the payload was erased; the chain still verifies. */
  salt: z.string().nullable(),
  payload: z.record(z.string(), z.json()).nullable(),
});
export type AuditRecord = z.infer<typeof AuditRecord>;

/** Last line of an export: how many records there are and the head's hash, so that a cut is found. */
export const AuditExportTrailer = z.object({
  end: z.literal(true),
  firstSeq: z.number().int(),
  count: z.number().int().min(0),
  headHash: z.string().regex(/^[0-9a-f]{64}$/),
  exportedAt: z.number().int(),
});
export type AuditExportTrailer = z.infer<typeof AuditExportTrailer>;
