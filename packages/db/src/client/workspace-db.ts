import { DomainError } from '@steward/core/errors';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabaseFile, type DatabaseFile, type DatabaseUse } from './database-file.ts';
import { migrate } from './migrate.ts';
import { keepTriggers, readTriggers } from './triggers.ts';
import { workspaceIdentity } from './workspace-identity.table.ts';

export type { Orm, WriteTx } from './write-tx.ts';

const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../migrations/workspace', import.meta.url));
const TRIGGERS = readTriggers(fileURLToPath(new URL('../../triggers/workspace', import.meta.url)));

export interface WorkspaceDb extends DatabaseFile {
  workspaceId: string;
}

interface WorkspaceLocation extends DatabaseUse {
  dataFolder: string;
  workspaceId: string;
}

/** Opens a workspace's own file, making and migrating it as needed. */
export async function openWorkspaceDb(location: WorkspaceLocation): Promise<WorkspaceDb> {
  const { dataFolder, workspaceId, ...use } = location;
  const path = pathOf({ dataFolder, workspaceId });
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = await openDatabaseFile(path, use);
  try {
    await migrate(file, MIGRATIONS_FOLDER);
    await keepTriggers(file, TRIGGERS);
    await checkIdentity(file, workspaceId);
  } catch (error) {
    file.close();
    throw error;
  }
  return { ...file, workspaceId };
}

/** Deletes a workspace's file and what stands beside it; nobody may have it open any more. */
export function deleteWorkspaceFile(location: WorkspaceLocation): void {
  const path = pathOf(location);
  for (const ending of ['', '-wal', '-shm', '.before-migration']) rmSync(path + ending, { force: true });
}

function pathOf({ dataFolder, workspaceId }: WorkspaceLocation): string {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(workspaceId)) {
    const message = 'A workspace id holds only letters, digits, - and _.';
    throw new DomainError({ code: 'invalid', reason: 'workspace_id', message });
  }
  return join(dataFolder, 'workspaces', `${workspaceId}.db`);
}

async function checkIdentity(file: DatabaseFile, workspaceId: string): Promise<void> {
  const rows = await file.read((orm) => orm.select().from(workspaceIdentity));
  if (rows[0] === undefined) {
    await file.write((tx) =>
      tx.orm.insert(workspaceIdentity).values({ workspaceId, createdAt: new Date() }).onConflictDoNothing(),
    );
  } else if (rows[0].workspaceId !== workspaceId) {
    const message = `${file.path} holds workspace ${rows[0].workspaceId}, not ${workspaceId}.`;
    throw new DomainError({ code: 'internal', reason: 'wrong_workspace_file', message });
  }
}
