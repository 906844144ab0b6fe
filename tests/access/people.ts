import { cookieOf, ownerScope, requestFrom, type TestSteward } from './steward.ts';

export const KIM = { name: 'Kim', email: 'kim@example.org', password: 'another battery staple' };

interface Person {
  name: string;
  email: string;
  password: string;
}

/** The token in a link that was just made. */
export function tokenIn(link: string | null): string {
  return new URL(link ?? '').searchParams.get('token') ?? '';
}

export async function invite(
  steward: TestSteward,
  cookie: string,
  input: { email: string; role: 'admin' | 'reviewer' | 'viewer' },
): Promise<string> {
  const { link } = await steward.runtime.access.inviteMember(await ownerScope(steward, cookie), input);
  return tokenIn(link);
}

/** A minute passes, so that who comes now came after those before. */
export function passMinute({ now }: TestSteward): void {
  now.at = new Date(now.at.getTime() + 60_000);
}

/** Comes in as somebody who has no account; the cookie of their session. */
export async function join(steward: TestSteward, token: string, person: Person = KIM): Promise<string> {
  const request = requestFrom('198.51.100.7');
  passMinute(steward);
  const { setCookies } = await steward.runtime.access.joinAsStranger(request, { ...person, token });
  return cookieOf(setCookies);
}

/** Invites and comes in at once. */
export async function addPerson(
  steward: TestSteward,
  cookie: string,
  { role, ...person }: Person & { role: 'admin' | 'reviewer' | 'viewer' },
): Promise<string> {
  return join(steward, await invite(steward, cookie, { email: person.email, role }), person);
}
