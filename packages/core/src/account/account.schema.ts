import { z } from 'zod';
import { PASSWORD_LENGTH } from './password-length.ts';

/** A password that someone chooses: any characters, none demanded. Whether it is a common one, a service knows. */
export const NewPassword = z
  .string()
  .min(PASSWORD_LENGTH.least, `at least ${PASSWORD_LENGTH.least} characters`)
  .max(PASSWORD_LENGTH.most, `at most ${PASSWORD_LENGTH.most} characters`)
  .refine((password) => new Set(password).size > 4, 'at least five different characters');

/** A password that someone says is theirs. */
export const GivenPassword = z.string().min(1, 'enter your password').max(PASSWORD_LENGTH.most);

/** A password again, before something that must not be done by whoever finds the screen unlocked. */
const Confirmation = z.object({ password: GivenPassword.optional() });

/** Six digits of the authenticator app, or a recovery code; with or without space between. */
const Code = z
  .string()
  .transform((code) => code.replace(/[\s-]/g, '').toLowerCase())
  .pipe(z.string().regex(/^(\d{6}|[a-z2-7]{16}([a-z2-7]{8})?)$/, 'expected six digits, or a recovery code'));

const Id = z.string().min(1).max(64);

/** Of the credential: up to 1,023 bytes in base64url. */
const PasskeyId = z.string().min(1).max(1_400);

export const ChangePassword = z.object({
  current: GivenPassword,
  next: NewPassword,
  endOthers: z.boolean(),
});
export type ChangePassword = z.infer<typeof ChangePassword>;

export const SignInCode = z.object({ token: z.string().min(1).max(100), code: Code });
export type SignInCode = z.infer<typeof SignInCode>;

export const StartTwoFactor = Confirmation;
export type StartTwoFactor = z.infer<typeof StartTwoFactor>;

export const ConfirmTwoFactor = z.object({ code: Code });
export type ConfirmTwoFactor = z.infer<typeof ConfirmTwoFactor>;

export const DisableTwoFactor = z.object({ password: GivenPassword, code: Code });
export type DisableTwoFactor = z.infer<typeof DisableTwoFactor>;

export const RenewRecoveryCodes = z.object({ password: GivenPassword, code: Code });
export type RenewRecoveryCodes = z.infer<typeof RenewRecoveryCodes>;

const PasskeyName = z.string().trim().min(1, 'give the passkey a name').max(60, 'at most 60 characters');

export const StartPasskey = Confirmation.extend({ name: PasskeyName });
export type StartPasskey = z.infer<typeof StartPasskey>;

/** What the browser gives after the device agreed; the library checks what is in it. */
export const PasskeyAnswer = z.object({
  token: z.string().min(1).max(100),
  answer: z.string().min(2).max(20_000),
});
export type PasskeyAnswer = z.infer<typeof PasskeyAnswer>;

export const RenamePasskey = z.object({ id: PasskeyId, name: PasskeyName });
export type RenamePasskey = z.infer<typeof RenamePasskey>;

export const RemovePasskey = Confirmation.extend({ id: PasskeyId });
export type RemovePasskey = z.infer<typeof RemovePasskey>;

export const RevokeSession = z.object({ id: Id });
export type RevokeSession = z.infer<typeof RevokeSession>;

export const RevokeOtherSessions = Confirmation;
export type RevokeOtherSessions = z.infer<typeof RevokeOtherSessions>;
