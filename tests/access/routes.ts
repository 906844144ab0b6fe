import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROUTES = fileURLToPath(new URL('../../apps/web/src/routes', import.meta.url));

interface Route {
  /** Its address, parameters in brackets: /ledger/[id]. */
  path: string;
  /** The source of the file that answers. */
  source: string;
}

export interface PageRoute extends Route {
  /** The names of its form actions. */
  actions: string[];
}

function readRoutes(name: string): Route[] {
  return globSync(`**/${name}`, { cwd: ROUTES }).map((file) => ({
    path: `/${dirname(file)
      .split('/')
      .filter((part) => part !== '.' && !part.startsWith('('))
      .join('/')}`,
    source: readFileSync(join(ROUTES, file), 'utf8'),
  }));
}

/** An address of the route, every parameter being what is given. */
export function addressOf({ path }: Route, parameter: string): string {
  return path.replace(/\[[^\]]+\]/g, parameter);
}

/** Every +server.ts. */
export const ENDPOINTS: readonly Route[] = readRoutes('+server.ts');

const servers = readRoutes('+page.server.ts');

/** Every page. */
export const PAGES: readonly PageRoute[] = readRoutes('+page.svelte')
  .concat(servers.filter(({ path }) => path === '/'))
  .map((route) => ({
    ...route,
    actions: actionsIn(servers.find(({ path }) => path === route.path)?.source ?? ''),
  }));

/** The members of `export const actions`, which stand at two spaces. */
function actionsIn(source: string): string[] {
  const [, body = ''] = /export const actions[^=]*= \{\n([\s\S]*?)\n\};/.exec(source) ?? [];
  const names = [...body.matchAll(/^ {2}(?:async )?(\w+)(?:: |\()/gm)].map(([, name = '']) => name);
  if (/export const actions\b/.test(source) && names.length === 0)
    throw new Error(`The form actions cannot be read:\n${source}`);
  return names;
}
