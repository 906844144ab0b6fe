import type { AccessDeps } from './access-deps.ts';
import type { AccessRequest } from './access.service.ts';
import { refuseCommonPassword } from './common-password.ts';

interface NewPerson {
  name: string;
  email: string;
  password: string;
  /** Whether a mail to the address was answered. */
  isEmailVerified: boolean;
}

/**
 * Makes a user with a password, then does what makes them belong somewhere; if that fails there is no user.
 * The plugin's own sign-up stays closed: nobody makes an account without a place to go.
 */
export async function createPerson(
  { authFor }: AccessDeps,
  { request, person }: { request: AccessRequest; person: NewPerson },
  settle: (userId: string) => Promise<void>,
): Promise<void> {
  const { internalAdapter, password } = await authFor(request).$context;
  const { name, email, isEmailVerified } = person;
  await refuseCommonPassword(person);
  const hash = await password.hash(person.password);
  const profile = { name, email, emailVerified: isEmailVerified };
  const user = await internalAdapter.createUser(profile, { method: 'other' });
  try {
    const account = { userId: user.id, accountId: user.id, providerId: 'credential', password: hash };
    await internalAdapter.linkAccount(account);
    await settle(user.id);
  } catch (error) {
    await internalAdapter.deleteUser(user.id);
    throw error;
  }
}
