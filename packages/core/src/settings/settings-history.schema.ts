import { z } from 'zod';
import { Actor } from '../identity/index.ts';
import { WorkspaceSettings } from './settings.schema.ts';

/** Everything that has a history here: the settings, and the workspace's name. */
export const ChangedName = WorkspaceSettings.keyof().or(z.literal('name'));
export type ChangedName = z.infer<typeof ChangedName>;

/** The payload of the audit record of a change of settings. */
export const SettingsPayload = z.discriminatedUnion('change', [
  z.object({
    change: z.literal('settings_updated'),
    before: z.record(z.string(), z.json()),
    after: z.record(z.string(), z.json()),
    /** The record that this change takes back. */
    reverts: z.number().int().optional(),
  }),
  z.object({
    change: z.literal('workspace_renamed'),
    before: z.string(),
    after: z.string(),
    reverts: z.number().int().optional(),
  }),
]);
export type SettingsPayload = z.infer<typeof SettingsPayload>;

export const ValueChange = z.object({ name: ChangedName, before: z.json(), after: z.json() });
export type ValueChange = z.infer<typeof ValueChange>;

export const SettingsHistoryEntry = z.object({
  /** The audit record. */
  seq: z.number().int(),
  at: z.date(),
  actor: Actor,
  /** null when the payload was erased: then nobody can tell any more what it was. */
  changes: z.array(ValueChange).nullable(),
  reverts: z.number().int().nullable(),
  /** Whether all of its values are still in force, so that it can be taken back. */
  isInForce: z.boolean(),
});
export type SettingsHistoryEntry = z.infer<typeof SettingsHistoryEntry>;

export const ReadSettingsHistory = z.object({
  /** Entries before this audit record. */
  beforeSeq: z.number().int().min(1).nullable().default(null),
  limit: z.number().int().min(1).max(100).default(20),
});
export type ReadSettingsHistory = z.infer<typeof ReadSettingsHistory>;

export const SettingsHistory = z.object({
  items: z.array(SettingsHistoryEntry),
  nextBeforeSeq: z.number().int().nullable(),
});
export type SettingsHistory = z.infer<typeof SettingsHistory>;

export const RevertSettings = z.object({ seq: z.number().int().min(1) });
