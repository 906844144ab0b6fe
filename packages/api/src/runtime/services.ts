import type { WorkspaceDb } from '@steward/db/client';
import type { AccessService } from '../access/index.ts';
import type { UndoRunner } from '../changes/index.ts';
import type { Config } from '../config/index.ts';
import type { DemoService } from '../demo/index.ts';
import type { Engine } from '../engine/index.ts';
import type { ImportRunner } from '../imports/index.ts';
import type { BulkEditor } from '../ledger/index.ts';
import type { RecurringRunner } from '../recurring/index.ts';
import type { Log } from '../log/index.ts';
import type { WebhookRunner } from '../webhooks/index.ts';

/** The open files of workspaces; the least recently used one is closed first. */
export interface OpenWorkspaces {
  open: (workspaceId: string) => Promise<WorkspaceDb>;
  /** Closes the file of a workspace that is being removed, and refuses to open it again. */
  forget: (workspaceId: string) => Promise<void>;
  closeAll: () => Promise<void>;
}

/** What procedures and services reach the outside through. */
export interface Services {
  config: Config;
  log: Log;
  access: AccessService;
  demos: DemoService;
  workspaces: OpenWorkspaces;
  engine: Engine;
  imports: ImportRunner;
  undos: UndoRunner;
  bulkEdits: BulkEditor;
  webhooks: WebhookRunner;
  recurring: RecurringRunner;
  now: () => Date;
}
