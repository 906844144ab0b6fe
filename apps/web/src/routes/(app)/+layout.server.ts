import { can } from '@steward/core/access';
import { waysOfWriting } from '@steward/core/account';
import { DEFAULT_SETTINGS } from '@steward/core/settings';
import { redirect } from '@sveltejs/kit';
import { isGuideLeft } from '#lib/guide/guide-left.ts';
import { readGuide } from '#lib/guide/read-guide.ts';
import { readFlash } from '#lib/shell/flash.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, cookies, url }) => {
  const { api, access, user, workspace, preferences } = locals;
  if (user === null) {
    if (!(await access.isSetUp())) redirect(303, '/setup');
    redirect(303, `/login?next=${encodeURIComponent(url.pathname + url.search)}`);
  }
  if (workspace === null && !['/workspaces', '/account'].includes(url.pathname)) redirect(303, '/workspaces');
  const { workspaces } = await api.access.whoAmI();
  const flash = readFlash(cookies);
  if (workspace === null) {
    const ways = waysOfWriting(preferences, DEFAULT_SETTINGS);
    return { user, workspace, workspaces, flash, preferences, ways };
  }
  const [settings, queue, matches, imports, isDemo] = await Promise.all([
    api.settings.get(),
    api.review.queue({ limit: 1 }),
    api.matches.listMatches({ limit: 1 }),
    api.imports.listImports({ limit: 10 }),
    api.demo.isDemo(),
  ]);
  const guide = await readGuide(api, { imports, waiting: queue.counts.all });
  const running = imports.items.find(({ status }) => status === 'previewing' || status === 'committing');
  return {
    demo: isDemo ? { canRemove: can(workspace.role, 'workspace:remove') } : null,
    ...{ user, workspace, workspaces, flash, settings, preferences },
    ways: waysOfWriting(preferences, settings),
    waiting: queue.counts.all + matches.waiting,
    matchesWaiting: matches.waiting,
    guide: guide && { ...guide, isLeft: isGuideLeft(cookies, workspace.id) },
    running: running ? { id: running.id, progress: running.progress } : null,
  };
};
