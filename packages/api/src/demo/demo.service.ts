import type { CreateDemo, DemoProgress } from '@steward/core/demo';
import { DomainError } from '@steward/core/errors';
import { createId, type Actor } from '@steward/core/identity';
import { insertDemo, listDemos, readDemo, type DemoWorkspace } from '@steward/db/control';
import { randomBytes, randomUUID } from 'node:crypto';
import { createPrintedLink, type AccessRequest, type Cookies } from '../access/index.ts';
import { createDemoMaker, type DemoMaker, type Say } from './demo-maker.ts';
import type { DemoParts } from './demo-parts.ts';
import { removeDemo } from './remove-demo.ts';

/** The way in to a demo whose owner was made with it. */
interface DemoDoor {
  /** The link that the start prints; null without such a demo. Works once. */
  link(): Promise<string | null>;
  /** Whether there is such a demo: its owner has no password, so that a printed link is the only way in. */
  hasLinkedDemo(): Promise<boolean>;
  /** How far the demo is that the token opens; null for any other token. */
  progressByToken(token: string): Promise<DemoProgress | null>;
  /** Signs the demo's own owner in; the token then opens nothing any more. */
  openByToken(request: AccessRequest, token: string): Promise<Cookies>;
}

export interface DemoService extends DemoDoor {
  /** Removes what a crash left of demos that were being made or removed. To be called once, at the start. */
  clearLeftovers(): Promise<void>;
  /** Begins to make a demo with an owner of its own, if there is no user; says whether it did. */
  beginWithoutUser(say: Say, months?: number): Promise<boolean>;
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

const MONTHS = 24;
const NAME = 'Demo household';
const OWNER = { name: 'Demo owner', email: 'demo@steward.invalid' };

export function createDemos(parts: DemoParts): DemoService {
  const { log, control, access, now } = parts;
  const maker = createDemoMaker(parts);
  return {
    ...createDoor(parts, maker),
    clearLeftovers: async () => {
      for (const demo of await listDemos(control.orm)) {
        if (demo.demo.state !== 'ready') await removeDemo(parts, demo);
      }
    },
    beginWithoutUser: async (say, months = MONTHS) => {
      if (await access.isSetUp()) return false;
      const demo = newDemo(parts, { ownerId: randomUUID(), isOwnerMade: true });
      const row = { ...demo, name: NAME, createdAt: now(), owner: OWNER };
      await maker.begin({ demo, name: NAME, months, say, insert: () => insertDemo(control.orm, row) });
      return true;
    },
    create: async (actor, { months }) => {
      const known = await findDemo(parts, ({ ownerId }) => ownerId === actor.id);
      if (known) return toProgress(maker, known);
      if (maker.isBusy()) throw busy();
      const demo = newDemo(parts, { ownerId: actor.id, isOwnerMade: false });
      const row = { ...demo, name: NAME, createdAt: now(), owner: null };
      const insert = () => insertDemo(control.orm, row);
      await maker.begin({ demo, name: NAME, months, say: () => undefined, insert });
      return toProgress(maker, demo);
    },
    progressOf: async (actor) => {
      const found = await findDemo(parts, ({ ownerId }) => ownerId === actor.id);
      return found && toProgress(maker, found);
    },
    isDemo: async (workspaceId) => (await readDemo(control.orm, workspaceId)) !== null,
    remove: async (workspaceId) => {
      const demo = await readDemo(control.orm, workspaceId);
      if (!demo) throw notADemo();
      await removeDemo(parts, demo);
      log.info({ workspaceId }, 'demo removed');
    },
    settled: () => maker.settled(),
    close: () => maker.close(),
  };
}

function createDoor(parts: DemoParts, maker: DemoMaker): DemoDoor {
  const printed = createPrintedLink(parts.config, '/demo');
  let isUsed = false;
  const findOwnerless = () => findDemo(parts, ({ isOwnerMade }) => isOwnerMade);
  return {
    link: async () => (!isUsed && (await findOwnerless()) ? printed.link : null),
    hasLinkedDemo: async () => (await findOwnerless()) !== null,
    progressByToken: async (token) => {
      const found = isUsed || !printed.opensWith(token) ? null : await findOwnerless();
      return found && toProgress(maker, found);
    },
    openByToken: async (request, token) => {
      const found = printed.opensWith(token) ? await findOwnerless() : null;
      if (found?.demo.state !== 'ready' || isUsed) throw wrongLink();
      // Before anything else is awaited: of two who come at once, only one may pass.
      isUsed = true;
      return parts.access.signInOnce(request, found.demo.ownerId);
    },
  };
}

async function findDemo(
  { control }: DemoParts,
  isIt: (demo: DemoWorkspace['demo']) => boolean,
): Promise<DemoWorkspace | null> {
  const demos = await listDemos(control.orm);
  return demos.find(({ demo }) => isIt(demo) && demo.state !== 'removing') ?? null;
}

function toProgress(maker: DemoMaker, { workspaceId, demo }: DemoWorkspace): DemoProgress {
  const counted = maker.monthOf(workspaceId) ?? { month: MONTHS, months: MONTHS };
  return { state: demo.state === 'making' ? 'making' : 'ready', workspaceId, ...counted };
}

function newDemo({ now }: DemoParts, owner: { ownerId: string; isOwnerMade: boolean }): DemoWorkspace {
  const workspaceId = createId('ws', { now: now(), random: randomBytes });
  return { workspaceId, demo: { version: 1, state: 'making', ...owner } };
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
