import type { Actor } from '@steward/core/identity';
import type { WorkspaceDb } from '@steward/db/client';
import type { Services } from '../runtime/index.ts';
import type { ImportDeps } from './imports.service.ts';

interface Caller {
  db: WorkspaceDb;
  actor: Actor;
  services: Services;
  now: () => Date;
}

/** What the imports' services need, of a procedure's context. */
export function importDepsOf({ db, actor, services, now }: Caller): ImportDeps {
  const { config, imports } = services;
  const { dataFolder, uploadLimitBytes } = config;
  return { db, actor, now, runner: imports, dataFolder, limitBytes: uploadLimitBytes };
}
