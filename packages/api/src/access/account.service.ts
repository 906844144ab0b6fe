import type {
  ChangePassword,
  ConfirmTwoFactor,
  DisableTwoFactor,
  PasskeyAnswer,
  Preferences,
  RemovePasskey,
  RenamePasskey,
  RenewRecoveryCodes,
  RevokeOtherSessions,
  RevokeSession,
  SignInCode,
  StartPasskey,
  StartTwoFactor,
  UpdatePreferences,
} from '@steward/core/account';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import type { AccessRequest, Cookies } from './access.service.ts';

/** A request whose origin matters: a passkey belongs to one. */
export interface PasskeyRequest extends AccessRequest {
  /** As the browser sees it, such as https://steward.example. */
  origin: string;
}

export interface AccountSession {
  id: string;
  /** In plain words: `Chrome on Linux`. */
  device: string;
  address: string | null;
  signedInAt: Date;
  lastUsedAt: Date;
  isThis: boolean;
}

export interface AccountPasskey {
  id: string;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export interface AccountOverview {
  sessions: AccountSession[];
  passkeys: AccountPasskey[];
  twoFactor: { confirmedAt: Date; recoveryCodesLeft: number } | null;
  /** Whether the password or a passkey was shown less than ten minutes ago. */
  isFresh: boolean;
}

/** What an authenticator app is given: as text, and as what the QR code says. */
export interface TotpSecret {
  secret: string;
  uri: string;
}

/** Shown once; only their hashes are kept. */
export interface RecoveryCodes {
  recoveryCodes: string[];
}

/** What a person does with their own account; every call but the ones that sign in needs their session. */
export interface AccountService {
  signInWithCode(request: AccessRequest, input: SignInCode): Promise<Cookies>;
  startPasskeySignIn(
    request: PasskeyRequest,
  ): Promise<{ token: string; options: PublicKeyCredentialRequestOptionsJSON }>;
  finishPasskeySignIn(request: PasskeyRequest, input: PasskeyAnswer): Promise<Cookies>;
  overview(request: AccessRequest): Promise<AccountOverview>;
  changePassword(request: AccessRequest, input: ChangePassword): Promise<Cookies>;
  startTwoFactor(request: AccessRequest, input: StartTwoFactor): Promise<TotpSecret>;
  /** The secret that no code has confirmed yet; null when there is none, or it is old. */
  draftOfTwoFactor(request: AccessRequest): Promise<TotpSecret | null>;
  confirmTwoFactor(request: AccessRequest, input: ConfirmTwoFactor): Promise<Cookies & RecoveryCodes>;
  disableTwoFactor(request: AccessRequest, input: DisableTwoFactor): Promise<void>;
  renewRecoveryCodes(request: AccessRequest, input: RenewRecoveryCodes): Promise<RecoveryCodes>;
  startPasskey(
    request: PasskeyRequest,
    input: StartPasskey,
  ): Promise<{ token: string; options: PublicKeyCredentialCreationOptionsJSON }>;
  finishPasskey(request: PasskeyRequest, input: PasskeyAnswer): Promise<void>;
  renamePasskey(request: AccessRequest, input: RenamePasskey): Promise<void>;
  removePasskey(request: AccessRequest, input: RemovePasskey): Promise<void>;
  revokeSession(request: AccessRequest, input: RevokeSession): Promise<void>;
  /** How many were ended. */
  revokeOtherSessions(request: AccessRequest, input: RevokeOtherSessions): Promise<number>;
  preferences(userId: string): Promise<Preferences>;
  updatePreferences(userId: string, input: UpdatePreferences): Promise<Preferences>;
}
