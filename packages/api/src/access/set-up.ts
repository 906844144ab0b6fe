import type { SetUp } from '@steward/core/access';
import { DomainError } from '@steward/core/errors';
import { countUsers } from '@steward/db/control';
import type { AccessDeps } from './access-deps.ts';
import type { AccessRequest, Cookies } from './access.service.ts';
import { createPrintedLink } from './printed-link.ts';
import { createPerson } from './create-person.ts';
import { signIn } from './sessions.ts';
import { createWorkspace } from './workspaces.ts';

export interface SetUpDesk {
  link(): Promise<string | null>;
  isDone(): Promise<boolean>;
  run(request: AccessRequest, input: SetUp): Promise<Cookies>;
}

/** The way in for the first user: open while there is none, for whoever has the token that the start printed. */
export function createSetUpDesk(deps: AccessDeps): SetUpDesk {
  const printed = createPrintedLink(deps.config, '/setup');
  let isBusy = false;
  const isDone = async () => (await countUsers(deps.control.orm)) > 0;
  return {
    isDone,
    link: async () => ((await isDone()) ? null : printed.link),
    run: async (request, input) => {
      if (!printed.opensWith(input.token)) throw wrongToken();
      if (isBusy) throw alreadyDone();
      // Before anything is awaited: of two who come at once, only one may pass.
      isBusy = true;
      try {
        if (await isDone()) throw alreadyDone();
        await createFirstUser(deps, request, input);
      } finally {
        isBusy = false;
      }
      return signIn(deps, request, input);
    },
  };
}

function createFirstUser(deps: AccessDeps, request: AccessRequest, input: SetUp): Promise<void> {
  const { name, email, password, workspaceName } = input;
  const person = { name, email, password, isEmailVerified: false };
  return createPerson(deps, { request, person }, async (userId) => {
    await createWorkspace(deps, { kind: 'user', id: userId, name }, workspaceName);
  });
}

function wrongToken(): DomainError {
  const message =
    'This is not the set-up link of the running server: open the one that it printed when it started.';
  return new DomainError({ code: 'forbidden', reason: 'set_up_token', message });
}

function alreadyDone(): DomainError {
  const message = 'Steward is set up already: sign in.';
  return new DomainError({ code: 'conflict', reason: 'set_up_done', message });
}
