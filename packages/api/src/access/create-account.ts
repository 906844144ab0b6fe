import { accountOverview, revokeOtherSessions, revokeSession } from './account-sessions.ts';
import type { AccessDeps } from './access-deps.ts';
import type { AccountService } from './account.service.ts';
import {
  finishPasskey,
  finishPasskeySignIn,
  removePasskey,
  renamePasskey,
  startPasskey,
  startPasskeySignIn,
} from './passkeys.ts';
import { changePassword } from './password.ts';
import { readPreferences, updatePreferences } from './preferences.ts';
import { signInWithCode } from './second-step.ts';
import {
  confirmTwoFactor,
  disableTwoFactor,
  draftOfTwoFactor,
  renewRecoveryCodes,
  startTwoFactor,
} from './two-factor.ts';

export function createAccount(deps: AccessDeps): AccountService {
  return {
    signInWithCode: (request, input) => signInWithCode(deps, request, input),
    startPasskeySignIn: (request) => startPasskeySignIn(deps, request),
    finishPasskeySignIn: (request, input) => finishPasskeySignIn(deps, request, input),
    overview: (request) => accountOverview(deps, request),
    changePassword: (request, input) => changePassword(deps, request, input),
    startTwoFactor: (request, input) => startTwoFactor(deps, request, input),
    draftOfTwoFactor: (request) => draftOfTwoFactor(deps, request),
    confirmTwoFactor: (request, input) => confirmTwoFactor(deps, request, input),
    disableTwoFactor: (request, input) => disableTwoFactor(deps, request, input),
    renewRecoveryCodes: (request, input) => renewRecoveryCodes(deps, request, input),
    startPasskey: (request, input) => startPasskey(deps, request, input),
    finishPasskey: (request, input) => finishPasskey(deps, request, input),
    renamePasskey: (request, input) => renamePasskey(deps, request, input),
    removePasskey: (request, input) => removePasskey(deps, request, input),
    revokeSession: (request, input) => revokeSession(deps, request, input),
    revokeOtherSessions: (request, input) => revokeOtherSessions(deps, request, input),
    preferences: (userId) => readPreferences(deps, userId),
    updatePreferences: (userId, input) => updatePreferences(deps, userId, input),
  };
}
