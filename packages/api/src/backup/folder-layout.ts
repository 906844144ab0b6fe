import { DomainError } from '@steward/core/errors';
import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

export const CONTROL = 'control.db';
export const SECRET = 'secret';

/** Where a workspace's database lies in a data folder. */
export const workspacePath = (workspaceId: string) => `workspaces/${workspaceId}.db`;
export const uploadsPath = (workspaceId: string) => `uploads/${workspaceId}`;
/** Files of attachments, each under the hash of its bytes. */
export const attachmentsPath = (workspaceId: string) => `attachments/${workspaceId}`;
/** Snapshots of its model: a cache of the learning events. */
export const modelsPath = (workspaceId: string) => `models/${workspaceId}`;

/** What a running Steward keeps at the top of its folder. */
export const KNOWN_ENTRIES = [
  ...[CONTROL, `${CONTROL}-wal`, `${CONTROL}-shm`, SECRET, 'workspaces', 'uploads', 'attachments'],
];

export const WORKSPACE_FILE = /^(?<id>[A-Za-z0-9_-]{1,64})\.db$/;
export const UPLOADED_FILE = /^[A-Za-z0-9_-]{1,100}$/;

/** @throws DomainError `no_data_folder` when Steward never ran on it. */
export function demandDataFolder(dataFolder: string): void {
  if (existsSync(join(dataFolder, CONTROL))) return;
  const message = `${dataFolder} is no data folder of Steward: there is no ${CONTROL} in it. Name the folder with --data or STEWARD_DATA.`;
  throw new DomainError({ code: 'not_found', reason: 'no_data_folder', message });
}

export function isInside(folder: string, path: string): boolean {
  const way = relative(resolve(folder), resolve(path));
  return way === '' || (!way.startsWith('..') && !way.startsWith('/'));
}
