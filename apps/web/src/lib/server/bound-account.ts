import type { AccountService, Cookies, PasskeyRequest } from '@steward/api/access';
import { parseInput } from '@steward/api/trpc';
import {
  ChangePassword,
  ConfirmTwoFactor,
  DisableTwoFactor,
  PasskeyAnswer,
  RemovePasskey,
  RenamePasskey,
  RenewRecoveryCodes,
  RevokeOtherSessions,
  RevokeSession,
  SignInCode,
  StartPasskey,
  StartTwoFactor,
} from '@steward/core/account';

type OfRequest = Exclude<keyof AccountService, 'preferences' | 'updatePreferences'>;
type Answer<K extends OfRequest> = ReturnType<AccountService[K]>;
type WithoutInput = 'startPasskeySignIn' | 'overview' | 'draftOfTwoFactor';

/** The account service for one request: it checks what a form sent, and its cookies travel with the answer. */
export type BoundAccount = {
  [K in OfRequest]: K extends WithoutInput ? () => Answer<K> : (input: unknown) => Answer<K>;
};

interface Binding {
  account: AccountService;
  request: PasskeyRequest;
  /** Set-Cookie values for the answer; collected here. */
  setCookies: string[];
}

export function bindAccount({ account, request, setCookies }: Binding): BoundAccount {
  const keep = <T extends Cookies>(answer: T): T => {
    setCookies.push(...answer.setCookies);
    renewCookies(request.headers, answer.setCookies);
    return answer;
  };
  return {
    startPasskeySignIn: () => account.startPasskeySignIn(request),
    overview: () => account.overview(request),
    draftOfTwoFactor: () => account.draftOfTwoFactor(request),
    signInWithCode: async (input) =>
      keep(await account.signInWithCode(request, parseInput(SignInCode, input))),
    finishPasskeySignIn: async (input) =>
      keep(await account.finishPasskeySignIn(request, parseInput(PasskeyAnswer, input))),
    changePassword: async (input) =>
      keep(await account.changePassword(request, parseInput(ChangePassword, input))),
    confirmTwoFactor: async (input) =>
      keep(await account.confirmTwoFactor(request, parseInput(ConfirmTwoFactor, input))),
    startTwoFactor: async (input) => account.startTwoFactor(request, parseInput(StartTwoFactor, input)),
    disableTwoFactor: async (input) => account.disableTwoFactor(request, parseInput(DisableTwoFactor, input)),
    renewRecoveryCodes: async (input) =>
      account.renewRecoveryCodes(request, parseInput(RenewRecoveryCodes, input)),
    startPasskey: async (input) => account.startPasskey(request, parseInput(StartPasskey, input)),
    finishPasskey: async (input) => account.finishPasskey(request, parseInput(PasskeyAnswer, input)),
    renamePasskey: async (input) => account.renamePasskey(request, parseInput(RenamePasskey, input)),
    removePasskey: async (input) => account.removePasskey(request, parseInput(RemovePasskey, input)),
    revokeSession: async (input) => account.revokeSession(request, parseInput(RevokeSession, input)),
    revokeOtherSessions: async (input) =>
      account.revokeOtherSessions(request, parseInput(RevokeOtherSessions, input)),
  };
}

/** The page that answers a form in the same request must be drawn with the new session, not the one that ended. */
function renewCookies(headers: Headers, setCookies: readonly string[]): void {
  const pairs = new Map((headers.get('cookie') ?? '').split('; ').map((pair) => [pair.split('=')[0], pair]));
  for (const cookie of setCookies) {
    const pair = cookie.split(';')[0] ?? '';
    pairs.set(pair.split('=')[0], pair);
  }
  headers.set('cookie', [...pairs.values()].filter((pair) => pair !== '').join('; '));
}
