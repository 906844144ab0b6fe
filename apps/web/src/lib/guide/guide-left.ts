import type { Cookies } from '@sveltejs/kit';

const NAME = 'guide-left';
const MOST = 20;
const A_YEAR_S = 365 * 24 * 3600;

function readLeft(cookies: Cookies): string[] {
  return (cookies.get(NAME) ?? '').split('.').filter((id) => /^[\w-]{1,64}$/.test(id));
}

/** Whether this browser's person wants no guide in a workspace. */
export function isGuideLeft(cookies: Cookies, workspaceId: string): boolean {
  return readLeft(cookies).includes(workspaceId);
}

interface Leaving {
  workspaceId: string;
  isLeft: boolean;
}

export function setGuideLeft(
  { cookies, url }: { cookies: Cookies; url: URL },
  { workspaceId, isLeft }: Leaving,
): void {
  const others = readLeft(cookies).filter((id) => id !== workspaceId);
  const value = [...(isLeft ? [workspaceId] : []), ...others].slice(0, MOST).join('.');
  const secure = url.protocol === 'https:';
  cookies.set(NAME, value, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: A_YEAR_S });
}
