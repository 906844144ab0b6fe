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
  'account',
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

/** A record as the admin app and the API show it. */
export const AuditLog = z.object({
  /** The sequence, as text. */
  id: z.string(),
  seq: z.number().int(),
  timestamp: z.date(),
  actor: Actor,
  system: AuditSystem,
  action: AuditAction,
  subject: z.string(),
  payeeId: z.string().nullable(),
  input: z.json().nullable(),
  output: z.json().nullable(),
  confidence: z.number().nullable(),
  modelVersion: z.string().nullable(),
  userFeedback: z
    .object({ accepted: z.boolean(), corrected: z.boolean(), feedback: z.string(), isWithdrawn: z.boolean() })
    .nullable(),
  explanation: z.json().nullable(),
  /** Milliseconds; null where nothing was executed. */
  executionTime: z.number().nullable(),
  success: z.boolean(),
  error: z.string().nullable(),
  isErased: z.boolean(),
  hash: z.string(),
  previousHash: z.string(),
  /** All that the record keeps. */
  payload: z.record(z.string(), z.json()).nullable(),
});
export type AuditLog = z.infer<typeof AuditLog>;

export const SearchAuditLogs = z.object({
  system: AuditSystem.optional(),
  action: AuditAction.optional(),
  payeeId: z.string().max(100).optional(),
  actorId: z.string().max(100).optional(),
  subject: z.string().max(100).optional(),
  /** Start inclusive, end exclusive. */
  startDate: z.date().optional(),
  endDate: z.date().optional(),
  minConfidence: z.number().min(0).max(1).optional(),
  maxConfidence: z.number().min(0).max(1).optional(),
  cursor: z.number().int().min(1).nullable().default(null),
  limit: z.number().int().min(1).max(200).default(50),
});
export type SearchAuditLogs = z.infer<typeof SearchAuditLogs>;

export const AuditLogPage = z.object({
  items: z.array(AuditLog),
  nextCursor: z.number().int().nullable(),
  /** The chain's newest sequence. */
  headSeq: z.number().int(),
});
export type AuditLogPage = z.infer<typeof AuditLogPage>;
