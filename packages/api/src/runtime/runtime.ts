import { listWorkspaceIds, openControlDb } from '@steward/db/control';
import { createAccess } from '../access/index.ts';
import { createRetentionRunner } from '../audit/index.ts';
import { createUndoRunner } from '../changes/index.ts';
import type { Config } from '../config/index.ts';
import { createDemos } from '../demo/index.ts';
import { createEngine } from '../engine/index.ts';
import { createImportRunner } from '../imports/index.ts';
import { createBulkEditor } from '../ledger/index.ts';
import { createLog, type Log } from '../log/index.ts';
import { createRecurringRunner } from '../recurring/index.ts';
import { createWebhookRunner } from '../webhooks/index.ts';
import { createOpenWorkspaces } from './open-workspaces.ts';
import type { Services } from './services.ts';

/** One running Steward: everything that procedures reach the outside through. */
export interface Runtime extends Services {
  close(): Promise<void>;
}

interface RuntimeParts {
  /** Where log lines go instead of the standard output. */
  log?: Log;
  now?: () => Date;
}

/** Opens the data folder, making it as needed, and starts what runs in the process. */
export async function createRuntime(config: Config, parts: RuntimeParts = {}): Promise<Runtime> {
  const log = parts.log ?? createLog(config.logLevel);
  const now = parts.now ?? (() => new Date());
  const control = await openControlDb(config.dataFolder);
  const workspaces = createOpenWorkspaces(config.dataFolder);
  const access = await createAccess({ config, log, control, workspaces, now });
  const engine = createEngine({ dataFolder: config.dataFolder });
  const listIds = () => listWorkspaceIds(control.orm);
  const { dataFolder } = config;
  const recurring = createRecurringRunner({ dataFolder, log, now, listWorkspaceIds: listIds });
  const onStepDone = (workspaceId: string) => recurring.start(workspaceId);
  const imports = createImportRunner({ dataFolder, log, onStepDone });
  const undos = createUndoRunner({ dataFolder, log, engine });
  const bulkEdits = createBulkEditor({ dataFolder });
  const webhooks = createWebhookRunner({
    ...{ log, now, open: workspaces.open, allowPrivate: config.webhookAllowPrivate },
    listWorkspaceIds: listIds,
  });
  const runners = { imports, undos, bulkEdits, recurring, webhooks };
  const demos = createDemos({ config, log, control, access, workspaces, engine, ...runners, now });
  await demos.clearLeftovers();
  await imports.resume(workspaces.open);
  const resumed = undos.resume({ listWorkspaceIds: listIds, open: workspaces.open });
  const retention = createRetentionRunner({
    ...{ log, now, open: workspaces.open },
    listWorkspaceIds: listIds,
  });
  return {
    ...{ config, log, access, demos, workspaces, engine, now, ...runners },
    close: async () => {
      await demos.close();
      await retention.close();
      await webhooks.close();
      await imports.close();
      await undos.close();
      await resumed;
      await bulkEdits.close();
      await recurring.close();
      await engine.close();
      await workspaces.closeAll();
      control.close();
    },
  };
}
