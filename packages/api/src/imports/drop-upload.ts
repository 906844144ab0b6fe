import type { WorkspaceDb } from '@steward/db/client';
import { readImport } from '@steward/db/imports';
import { rm } from 'node:fs/promises';
import { uploadPath } from './upload.ts';

interface Place {
  db: WorkspaceDb;
  dataFolder: string;
}

/** Deletes an import's file once nothing can need it again: the rows keep what was read. */
export async function dropUpload({ db, dataFolder }: Place, importId: string): Promise<void> {
  const { status } = await db.read((orm) => readImport(orm, importId));
  if (status !== 'committed' && status !== 'cancelled') return;
  await rm(uploadPath({ dataFolder, workspaceId: db.workspaceId, importId }), { force: true });
}
