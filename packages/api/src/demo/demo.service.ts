import { addDays, subtractMonths, type CreateDemo, type DemoProgress } from '@steward/core/demo';
import { DomainError } from '@steward/core/errors';
import { createId, type Actor } from '@steward/core/identity';
import { appendAudit } from '@steward/db/audit';
import { insertDemo, listDemos, openDemo, readDemo, readUser, type DemoWorkspace } from '@steward/db/control';
import { randomBytes, randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { createPrintedLink, type AccessRequest, type Cookies } from '../access/index.ts';
import type { DemoParts } from './demo-parts.ts';
import { makeDemo } from './make-demo.ts';
import { removeDemo } from './remove-demo.ts';
import { createShiftedClock } from './shifted-clock.ts';

/** Hears what is to be told while a demo is made, a line at a time. */
type Say = (line: string) => void;

export interface DemoService {
  /** Removes what a crash left of demos that were being made or removed. To be called once, at the start. */
  clearLeftovers(): Promise<void>;
  /** Begins to make a demo with an owner of its own, if there is no user; says whether it did. */
  beginWithoutUser(say: Say): Promise<boolean>;
  /** The link that opens a demo whose owner was made with it; null without such a one. Works once. */
  link(): Promise<string | null>;
  /** How far the demo is that the token opens; null for any other token. */
  progressByToken(token: string): Promise<DemoProgress | null>;
  /** Signs the demo's own owner in; the token then opens nothing any more. */
  openByToken(request: AccessRequest, token: string): Promise<Cookies>;
  /** Begins to make a demo for a person; one who has a demo gets that one. */
  create(actor: Actor, input: CreateDemo): Promise<DemoProgress>;
  /** The demo of a person, made or in the making. */
  progressOf(actor: Actor): Promise<DemoProgress | null>;
  isDemo(workspaceId: string): Promise<boolean>;
  /** @throws DomainError `not_a_demo` for any other workspace. */
  remove(workspaceId: string): Promise<void>;
  /** Resolves when no demo is being made. */
  settled(): Promise<void>;
  /** Stops at once; the next start removes what is not whole. */
  close(): Promise<void>;
}

export const MONTHS = 24;
const NAME = 'Demo household';
const OWNER = { name: 'Demo owner', email: 'demo@steward.invalid' };

/** The one demo that is being made in this process. */
interface Making {
  workspaceId: string;
  progress: { month: number; months: number };
  done: Promise<void>;
}

export function createDemos(parts: DemoParts): DemoService {
  const { config, log, control, access, now } = parts;
  const printed = createPrintedLink(config, '/demo');
  const stopping = new AbortController();
  let isLinkUsed = false;
  let making: Making | null = null;

  const begin = async (demo: DemoWorkspace, { months, say }: CreateDemo & { say: Say }): Promise<void> => {
    const progress = { month: 0, months };
    const work = { parts, demo, progress, signal: stopping.signal, say };
    const done = make(work)
      .catch((error: unknown) => giveUp(work, error))
      .finally(() => (making = null));
    making = { workspaceId: demo.workspaceId, progress, done };
  };
  const progressOf = (demo: DemoWorkspace | undefined): DemoProgress | null => {
    if (!demo || demo.demo.state === 'removing') return null;
    const { workspaceId } = demo;
    const state = demo.demo.state;
    const counted = making?.workspaceId === workspaceId ? making.progress : { month: MONTHS, months: MONTHS };
    return { state, workspaceId, ...counted };
  };
  const findDemo = async (isIt: (demo: DemoWorkspace['demo']) => boolean) =>
    (await listDemos(control.orm)).find(({ demo }) => isIt(demo) && demo.state !== 'removing');
  const findByToken = async (token: string) =>
    isLinkUsed || !printed.opensWith(token) ? undefined : findDemo(({ isOwnerMade }) => isOwnerMade);

  return {
    clearLeftovers: async () => {
      for (const demo of await listDemos(control.orm)) {
        if (demo.demo.state !== 'ready') await removeDemo(parts, demo);
      }
    },
    beginWithoutUser: async (say) => {
      if (await access.isSetUp()) return false;
      const demo = newDemo(parts, { ownerId: randomUUID(), isOwnerMade: true });
      await insertDemo(control.orm, { ...demo, name: NAME, createdAt: now(), owner: OWNER });
      await begin(demo, { months: MONTHS, say });
      return true;
    },
    link: async () => {
      const demo = await findDemo(({ isOwnerMade }) => isOwnerMade);
      return demo && !isLinkUsed ? printed.link : null;
    },
    progressByToken: async (token) => progressOf(await findByToken(token)),
    openByToken: async (request, token) => {
      const found = await findByToken(token);
      if (found?.demo.state !== 'ready') throw wrongLink();
      // Before anything is awaited: of two who come at once, only one may pass.
      if (isLinkUsed) throw wrongLink();
      isLinkUsed = true;
      return access.signInOnce(request, found.demo.ownerId);
    },
    create: async (actor, { months }) => {
      const known = progressOf(await findDemo(({ ownerId }) => ownerId === actor.id));
      if (known) return known;
      if (making) throw busy();
      const demo = newDemo(parts, { ownerId: actor.id, isOwnerMade: false });
      making = { workspaceId: demo.workspaceId, progress: { month: 0, months }, done: Promise.resolve() };
      await insertDemo(control.orm, { ...demo, name: NAME, createdAt: now(), owner: null });
      await begin(demo, { months, say: () => undefined });
      return { state: 'making', workspaceId: demo.workspaceId, month: 0, months };
    },
    progressOf: async (actor) => progressOf(await findDemo(({ ownerId }) => ownerId === actor.id)),
    isDemo: async (workspaceId) => (await readDemo(control.orm, workspaceId)) !== null,
    remove: async (workspaceId) => {
      const demo = await readDemo(control.orm, workspaceId);
      if (!demo) throw notADemo();
      await removeDemo(parts, demo);
      log.info({ workspaceId }, 'demo removed');
    },
    settled: async () => {
      await making?.done;
    },
    close: async () => {
      stopping.abort(new Error('Steward stops.'));
      await making?.done;
    },
  };
}

function newDemo({ now }: DemoParts, owner: { ownerId: string; isOwnerMade: boolean }): DemoWorkspace {
  const workspaceId = createId('ws', { now: now(), random: randomBytes });
  return { workspaceId, demo: { version: 1, state: 'making', ...owner } };
}

interface Work {
  parts: DemoParts;
  demo: DemoWorkspace;
  progress: { month: number; months: number };
  signal: AbortSignal;
  say: Say;
}

async function make({ parts, demo, progress, signal, say }: Work): Promise<void> {
  const { config, log, control, workspaces, now } = parts;
  const startedAt = performance.now();
  const { workspaceId } = demo;
  const endDate = now().toISOString().slice(0, 10);
  const startDate = addDays(subtractMonths(endDate, progress.months), 1);
  const clock = createShiftedClock(now, new Date(`${startDate}T09:00:00Z`));
  const owner = await readUser(control.orm, demo.demo.ownerId);
  const actor: Actor = { kind: 'user', id: demo.demo.ownerId, name: owner?.name ?? OWNER.name };
  const db = await workspaces.open(workspaceId);
  await db.write((tx) =>
    appendAudit(tx, [
      {
        ...({ at: clock.now(), actor, action: 'configuration_change', system: 'access' } as const),
        subject: workspaceId,
        payload: { change: 'workspace_created', name: NAME, isDemo: true },
      },
    ]),
  );
  const onMonth = (month: number) => {
    if (month <= progress.month) return;
    progress.month = month;
    log.debug({ workspaceId, month, months: progress.months }, 'demo grows');
    say(`Demo: month ${month} of ${progress.months}`);
  };
  const { dataFolder, uploadLimitBytes: limitBytes } = config;
  const making = { ...parts, db, actor, dataFolder, limitBytes, clock, signal, onMonth };
  await makeDemo(making, { startDate, endDate, months: progress.months });
  await openDemo(control.orm, demo, { id: randomUUID(), at: now() });
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  log.info({ workspaceId, seconds }, `demo ready after ${seconds} s`);
  say(`Demo ready after ${seconds} s`);
}

/** A demo that is not whole is no demo. */
async function giveUp({ parts, demo, signal, say }: Work, error: unknown): Promise<void> {
  if (signal.aborted) return;
  const { workspaceId } = demo;
  parts.log.error({ workspaceId, err: error }, 'demo failed');
  say('The demo could not be made; the log says why.');
  await removeDemo(parts, demo);
}

function wrongLink(): DomainError {
  const message = 'This is not the link to the demo that the running server printed, or it was used already.';
  return new DomainError({ code: 'forbidden', reason: 'demo_link', message });
}

function busy(): DomainError {
  const message = 'Another demo is being made; ask again in half a minute.';
  return new DomainError({ code: 'conflict', reason: 'demo_busy', message });
}

function notADemo(): DomainError {
  const message = 'This workspace is not a demo, so it cannot be removed as one.';
  return new DomainError({ code: 'conflict', reason: 'not_a_demo', message });
}
