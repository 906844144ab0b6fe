import type { WorkspaceMembership } from '@steward/core/access';
import type { AuditRecord } from '@steward/core/audit';
import type { JsonValue } from '@steward/core/canonical';
import { DomainError } from '@steward/core/errors';
import type { Actor } from '@steward/core/identity';
import {
  changesIn,
  findOverwritten,
  settingsOf,
  WorkspaceSettings,
  type ChangedName,
  type ReadSettingsHistory,
  type SettingsHistory,
  type SettingsHistoryEntry,
  type ValueChange,
} from '@steward/core/settings';
import { readAuditRange, searchAudit } from '@steward/db/audit';
import type { Orm, WorkspaceDb } from '@steward/db/client';
import { readStoredSettings } from '@steward/db/settings';
import type { AccessService } from '../access/index.ts';
import { saveChanges } from './settings.service.ts';

interface Scope {
  actor: Actor;
  workspace: WorkspaceMembership;
  db: WorkspaceDb;
  now: () => Date;
  services: { access: Pick<AccessService, 'readWorkspaceName' | 'renameWorkspace'> };
}

type Values = Record<ChangedName, JsonValue>;

/** Who changed which setting, when, from what to what; the newest first. */
export async function readSettingsHistory(
  { db, services }: Pick<Scope, 'db' | 'services'>,
  { beforeSeq, limit }: ReadSettingsHistory,
): Promise<SettingsHistory> {
  return db.read(async (orm) => {
    const current = await readValues(orm, { db, services });
    const records = await searchAudit(orm, {
      ...{ subject: db.workspaceId, actions: ['configuration_change'], limit },
      ...(beforeSeq !== null && { beforeSeq }),
    });
    const last = records.at(-1);
    return {
      items: records.flatMap((record) => toEntry(record, current)),
      nextBeforeSeq: last && records.length === limit ? last.seq : null,
    };
  });
}

/**
 * Puts back what a change found, as a change of its own.
 *
 * @throws DomainError `not_found`, `erased`, or `changed_since` naming the later change that stands in the way.
 */
export async function revertSettings(scope: Scope, seq: number): Promise<void> {
  const { db, services } = scope;
  const changes = await db.read((orm) => readRevertible(orm, scope, seq));
  const name = changes.find((change) => change.name === 'name');
  if (typeof name?.before === 'string') {
    await services.access.renameWorkspace(scope, name.before, seq);
    return;
  }
  await db.write(async (tx) => {
    // Once more, now that nothing else can be written.
    await readRevertible(tx.orm, { db, services }, seq);
    const current = settingsOf(await readStoredSettings(tx.orm));
    const before = Object.fromEntries(changes.map((change) => [change.name, change.before]));
    const patch = WorkspaceSettings.partial().safeParse(before);
    if (!patch.success) {
      const message = `Record ${seq} holds a value that is no longer allowed, so it cannot be put back.`;
      throw new DomainError({ code: 'conflict', reason: 'not_allowed_now', message });
    }
    await saveChanges(tx, scope, { current, patch: patch.data, reverts: seq });
  });
}

async function readRevertible(
  orm: Orm,
  { db, services }: Pick<Scope, 'db' | 'services'>,
  seq: number,
): Promise<ValueChange[]> {
  const [record] = await readAuditRange(orm, seq, 1);
  const isOfSettings = record?.subject === db.workspaceId && record.action === 'configuration_change';
  if (record?.seq !== seq || !isOfSettings) throw noSuchChange(seq);
  if (record.payload === null) {
    const message = `What record ${seq} changed was erased with its payload: it cannot be taken back.`;
    throw new DomainError({ code: 'conflict', reason: 'erased', message });
  }
  const changes = changesIn(record.payload)?.changes ?? [];
  if (changes.length === 0) throw noSuchChange(seq);
  const overwritten = findOverwritten(changes, await readValues(orm, { db, services }));
  if (overwritten) throw await changedSince(orm, { seq, overwritten, workspaceId: db.workspaceId });
  return changes;
}

async function readValues(orm: Orm, { db, services }: Pick<Scope, 'db' | 'services'>): Promise<Values> {
  const name = await services.access.readWorkspaceName(db.workspaceId);
  return { ...settingsOf(await readStoredSettings(orm)), name };
}

interface Overwritten {
  seq: number;
  overwritten: ValueChange;
  workspaceId: string;
}

/** Names the newest record that changed the same value. */
async function changedSince(orm: Orm, { seq, overwritten, workspaceId }: Overwritten): Promise<DomainError> {
  const { name } = overwritten;
  let beforeSeq: number | undefined;
  for (;;) {
    const records = await searchAudit(orm, {
      ...{ subject: workspaceId, actions: ['configuration_change'], limit: 100 },
      ...(beforeSeq !== undefined && { beforeSeq }),
    });
    const later = records.find(
      (record) =>
        record.seq > seq && changesIn(record.payload)?.changes.some((change) => change.name === name),
    );
    const isOver = records.length < 100 || (records.at(-1)?.seq ?? 0) <= seq;
    if (later || isOver) return conflictWith(seq, name, later);
    beforeSeq = records.at(-1)?.seq;
  }
}

function conflictWith(seq: number, name: ChangedName, later: AuditRecord | undefined): DomainError {
  const message = later
    ? `Record ${later.seq} changed ${NAMES[name]} again (${later.actor.name}): revert that one first.`
    : `${capitalise(NAMES[name])} is no longer what record ${seq} set it to.`;
  return new DomainError({
    ...{ code: 'conflict', reason: 'changed_since', message },
    details: { name, ...(later && { seq: later.seq }) },
  });
}

const NAMES: Readonly<Record<ChangedName, string>> = {
  name: 'the name',
  baseCurrency: 'the base currency',
  timeZone: 'the time zone',
  monthStartDay: 'the start of the month',
  locale: 'the language',
  retention: 'the retention',
  riskLimits: 'the risk limits',
};

function toEntry(record: AuditRecord, current: Values): SettingsHistoryEntry[] {
  const { seq, actor, payload } = record;
  const entry = { seq, actor, at: new Date(record.at) };
  if (payload === null) return [{ ...entry, changes: null, reverts: null, isInForce: false }];
  const read = changesIn(payload);
  if (read === null || read.changes.length === 0) return [];
  return [{ ...entry, ...read, isInForce: findOverwritten(read.changes, current) === null }];
}

function noSuchChange(seq: number): DomainError {
  const message = `Record ${seq} is no change of settings here.`;
  return new DomainError({ code: 'not_found', reason: 'settings_change', message });
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
