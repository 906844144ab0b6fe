import type { AccessRequest, AccessService, Cookies } from '@steward/api/access';
import type { DemoService } from '@steward/api/demo';
import { parseInput } from '@steward/api/trpc';
import type { DemoProgress } from '@steward/core/demo';
import {
  InvitationToken,
  JoinAsStranger,
  SetUp,
  SignIn,
  SwitchWorkspace,
  type OpenInvitation,
} from '@steward/core/access';

/** The access service for one request; its cookies travel with the answer. */
export interface BoundAccess {
  isSetUp(): Promise<boolean>;
  setUp(input: SetUp): Promise<void>;
  /** The token to send a code with, where one is asked for; null when signed in. */
  signIn(input: SignIn): Promise<string | null>;
  signOut(): Promise<void>;
  /** How far the demo is that a printed link opens; null for any other link. */
  demoByToken(token: string): Promise<DemoProgress | null>;
  /** Whether there is a demo whose owner has no password. */
  hasLinkedDemo(): Promise<boolean>;
  /** Signs in by the printed link of a demo. */
  openDemo(token: string): Promise<void>;
  switchWorkspace(workspaceId: string): Promise<void>;
  openInvitation(token: string): Promise<OpenInvitation>;
  joinAsMember(token: string): Promise<void>;
  joinAsStranger(input: JoinAsStranger): Promise<void>;
}

interface Binding {
  access: AccessService;
  demos: DemoService;
  request: AccessRequest;
  /** Set-Cookie values for the answer; collected here. */
  setCookies: string[];
}

export function bindAccess({ access, demos, request, setCookies }: Binding): BoundAccess {
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
    demoByToken: (token) => demos.progressByToken(token),
    hasLinkedDemo: () => demos.hasLinkedDemo(),
    openDemo: async (token) => keep(await demos.openByToken(request, token)),
    switchWorkspace: async (id) => access.switchWorkspace(request, parseInput(SwitchWorkspace, { id }).id),
    openInvitation: async (token) => access.openInvitation(request, parseInput(InvitationToken, token)),
    joinAsMember: async (token) => access.joinAsMember(request, parseInput(InvitationToken, token)),
    joinAsStranger: async (input) =>
      keep(await access.joinAsStranger(request, parseInput(JoinAsStranger, input))),
  };
}
