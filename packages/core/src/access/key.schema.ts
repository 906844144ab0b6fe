import { z } from 'zod';
import { AddressRange } from './address.ts';
import { Action, Role } from './permissions.ts';

export const KeyRole = Role.extract(['admin', 'reviewer', 'viewer']);
export type KeyRole = z.infer<typeof KeyRole>;

/** Requests a minute that a key may send unless it is made with another limit. */
export const DEFAULT_LIMIT_PER_MINUTE = 6_000;

/** What a key may do, from where, how often and until when. */
export const KeyRights = z.object({
  role: KeyRole.default('reviewer'),
  /** Only these of what its role may do; null for all of it. */
  actions: z.array(Action).min(1, 'name at least one right, or leave them all').nullable().default(null),
  /** From then on it is refused; null for never. */
  expiresAt: z.date().nullable().default(null),
  limitPerMinute: z.number().int().min(1).max(1_000_000).default(DEFAULT_LIMIT_PER_MINUTE),
  /** Addresses and networks that it may come from; empty for any. */
  allowedAddresses: z.array(AddressRange).max(20, 'at most 20 addresses').default([]),
});
export type KeyRights = z.infer<typeof KeyRights>;

export const KeyName = z.string().trim().min(1, 'say what the key is for').max(60, 'at most 60 characters');

export const CreateKey = KeyRights.extend({ name: KeyName });
export type CreateKey = z.infer<typeof CreateKey>;

export const ApiKey = KeyRights.extend({
  id: z.string(),
  name: z.string(),
  /** Its first characters, to tell it from others. */
  start: z.string(),
  createdAt: z.date(),
  /** To within five seconds; null while it was never used. */
  lastUsedAt: z.date().nullable(),
  isExpired: z.boolean(),
  /** The key that takes its place, after a rotation. */
  replacedById: z.string().nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

/** The only time the key itself is shown. */
export const CreatedKey = ApiKey.extend({ key: z.string() });
export type CreatedKey = z.infer<typeof CreatedKey>;

const KeyId = z.string().min(1).max(64);

export const RevokeKey = z.object({ id: KeyId });
export type RevokeKey = z.infer<typeof RevokeKey>;

/** A new key with the same rights; the old one works for a while longer, so that apps can change over. */
export const RotateKey = z.object({
  id: KeyId,
  overlapMinutes: z
    .number()
    .int()
    .min(0)
    .max(30 * 24 * 60, 'at most 30 days')
    .default(24 * 60),
});
export type RotateKey = z.infer<typeof RotateKey>;
