import { DemoMark } from '@steward/core/demo';
import { eq, isNotNull } from 'drizzle-orm';
import type { ControlOrm } from './control-db.ts';
import { apikey, invitation, member, organization, session, user } from './control.table.ts';

/** A workspace that is marked as a demo. */
export interface DemoWorkspace extends Pick<DemoMark, 'demo'> {
  workspaceId: string;
}

interface NewDemo extends DemoWorkspace {
  name: string;
  createdAt: Date;
  /** Made together with it, where there is no user. */
  owner: { name: string; email: string } | null;
}

export async function listDemos(orm: ControlOrm): Promise<DemoWorkspace[]> {
  const rows = await orm
    .select({ workspaceId: organization.id, metadata: organization.metadata })
    .from(organization)
    .where(isNotNull(organization.metadata));
  return rows.flatMap(({ workspaceId, metadata }) => {
    const mark = readMark(metadata);
    return mark ? [{ workspaceId, ...mark }] : [];
  });
}

/** null for a workspace that is no demo. */
export async function readDemo(orm: ControlOrm, workspaceId: string): Promise<DemoWorkspace | null> {
  const [row] = await orm
    .select({ metadata: organization.metadata })
    .from(organization)
    .where(eq(organization.id, workspaceId));
  const mark = readMark(row?.metadata ?? null);
  return mark && { workspaceId, ...mark };
}

/** Other marks than ours are nobody's demo. */
function readMark(metadata: string | null): DemoMark | null {
  try {
    return DemoMark.safeParse(JSON.parse(metadata ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}

/** Whether a user was made for a demo, and goes with it. */
export async function isDemoOwner(orm: ControlOrm, userId: string): Promise<boolean> {
  const demos = await listDemos(orm);
  return demos.some(({ demo }) => demo.isOwnerMade && demo.ownerId === userId);
}

/** A workspace that nobody is in yet, and its owner where there is none; both or neither. */
export async function insertDemo(orm: ControlOrm, { workspaceId, demo, ...made }: NewDemo): Promise<void> {
  const { name, createdAt, owner } = made;
  const workspace = { id: workspaceId, name, slug: workspaceId, createdAt, metadata: toText(demo) };
  const insertion = orm.insert(organization).values(workspace);
  if (owner === null) {
    await insertion;
    return;
  }
  const person = { id: demo.ownerId, ...owner, createdAt, updatedAt: createdAt };
  await orm.batch([insertion, orm.insert(user).values(person)]);
}

/** From here on the owner is in the workspace. */
export async function openDemo(
  orm: ControlOrm,
  { workspaceId, demo }: DemoWorkspace,
  membership: { id: string; at: Date },
): Promise<void> {
  const { id, at: createdAt } = membership;
  await orm.batch([
    orm
      .update(organization)
      .set({ metadata: toText({ ...demo, state: 'ready' }) })
      .where(eq(organization.id, workspaceId)),
    orm
      .insert(member)
      .values({ id, organizationId: workspaceId, userId: demo.ownerId, role: 'owner', createdAt }),
  ]);
}

/** From here on nobody is in the workspace, no key opens it, and an owner made for it is gone. */
export async function closeDemo(orm: ControlOrm, { workspaceId, demo }: DemoWorkspace): Promise<void> {
  const mark = orm
    .update(organization)
    .set({ metadata: toText({ ...demo, state: 'removing' }) })
    .where(eq(organization.id, workspaceId));
  const leftovers = [
    orm.delete(member).where(eq(member.organizationId, workspaceId)),
    orm.delete(invitation).where(eq(invitation.organizationId, workspaceId)),
    orm.delete(apikey).where(eq(apikey.referenceId, workspaceId)),
    orm
      .update(session)
      .set({ activeOrganizationId: null })
      .where(eq(session.activeOrganizationId, workspaceId)),
  ] as const;
  if (demo.isOwnerMade)
    await orm.batch([mark, ...leftovers, orm.delete(user).where(eq(user.id, demo.ownerId))]);
  else await orm.batch([mark, ...leftovers]);
}

/** The last trace, once its files are gone. */
export async function deleteDemo(orm: ControlOrm, workspaceId: string): Promise<void> {
  await orm.delete(organization).where(eq(organization.id, workspaceId));
}

function toText(demo: DemoMark['demo']): string {
  return JSON.stringify({ demo } satisfies DemoMark);
}
