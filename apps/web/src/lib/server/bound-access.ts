import type { AccessRequest, AccessService, Cookies } from '@steward/api/access';
import { parseInput } from '@steward/api/trpc';
import { SetUp, SignIn, SwitchWorkspace } from '@steward/core/access';

/** The access service for one request; its cookies travel with the answer. */
export interface BoundAccess {
  isSetUp(): Promise<boolean>;
  setUp(input: SetUp): Promise<void>;
  /** The token to send a code with, where one is asked for; null when signed in. */
  signIn(input: SignIn): Promise<string | null>;
  signOut(): Promise<void>;
  switchWorkspace(workspaceId: string): Promise<void>;
}

interface Binding {
  access: AccessService;
  request: AccessRequest;
  /** Set-Cookie values for the answer; collected here. */
  setCookies: string[];
}

export function bindAccess({ access, request, setCookies }: Binding): BoundAccess {
  const keep = ({ setCookies: made }: Cookies) => void setCookies.push(...made);
  return {
    isSetUp: () => access.isSetUp(),
    setUp: async (input) => keep(await access.setUp(request, parseInput(SetUp, input))),
    signIn: async (input) => {
      const signedIn = await access.signIn(request, parseInput(SignIn, input));
      keep(signedIn);
      return signedIn.codeToken;
    },
    signOut: async () => keep(await access.signOut(request)),
    switchWorkspace: async (id) => access.switchWorkspace(request, parseInput(SwitchWorkspace, { id }).id),
  };
}
