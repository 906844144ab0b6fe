import { deleteWorkspaceFile } from '@steward/db/client';
import { closeDemo, deleteDemo, type DemoWorkspace } from '@steward/db/control';
import { deleteAttachments } from '../attachments/index.ts';
import { deleteUploads } from '../imports/index.ts';
import { deleteSnapshots } from '../learning/index.ts';
import type { DemoParts } from './demo-parts.ts';

/**
 * Removes a demo with all that is of it. First nobody is in it any more and it is marked, in one transaction; then
 * its files go; its row goes last, so that a start after a crash finds it and finishes.
 */
export async function removeDemo(parts: DemoParts, demo: DemoWorkspace): Promise<void> {
  const { config, control, workspaces, engine, imports, recurring, undos, webhooks, bulkEdits } = parts;
  const { workspaceId } = demo;
  const { dataFolder } = config;
  await closeDemo(control.orm, demo);
  await imports.forget(workspaceId);
  await undos.forget(workspaceId);
  await bulkEdits.forget(workspaceId);
  await recurring.forget(workspaceId);
  await webhooks.forget(workspaceId);
  await engine.forget(workspaceId);
  await workspaces.forget(workspaceId);
  await deleteUploads(dataFolder, workspaceId);
  await deleteAttachments({ dataFolder, workspaceId });
  deleteSnapshots({ dataFolder, workspaceId });
  deleteWorkspaceFile({ dataFolder, workspaceId });
  await deleteDemo(control.orm, workspaceId);
}
