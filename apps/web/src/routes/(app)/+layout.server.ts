import { can } from '@steward/core/access';
import { redirect } from '@sveltejs/kit';
import { readFlash } from '#lib/shell/flash.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, cookies, url }) => {
  const { api, access, user, workspace } = locals;
  if (user === null) {
    if (!(await access.isSetUp())) redirect(303, '/setup');
    redirect(303, `/login?next=${encodeURIComponent(url.pathname + url.search)}`);
  }
  if (workspace === null && url.pathname !== '/workspaces') redirect(303, '/workspaces');
  const { workspaces } = await api.access.whoAmI();
  const flash = readFlash(cookies);
  if (workspace === null) return { user, workspace, workspaces, flash };
  const [settings, queue, imports, isDemo] = await Promise.all([
    api.settings.get(),
    api.review.queue({ limit: 1 }),
    api.imports.listImports({ limit: 10 }),
    api.demo.isDemo(),
  ]);
  const running = imports.items.find(({ status }) => status === 'previewing' || status === 'committing');
  return {
    ...{ user, workspace, workspaces, flash, settings },
    demo: isDemo ? { canRemove: can(workspace.role, 'workspace:remove') } : null,
    waiting: queue.counts.all,
    running: running ? { id: running.id, progress: running.progress } : null,
  };
};
