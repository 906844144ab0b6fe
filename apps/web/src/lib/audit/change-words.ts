import type { AuditAction, AuditLog } from '@steward/core/audit';

export type Json = NonNullable<AuditLog['payload']>[string];
export type Fields = Readonly<Record<string, Json | undefined>>;

export function fieldsIn(value: Json | undefined): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

export function textIn(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
}

export const ACTION_WORDS: Readonly<Record<AuditAction, string>> = {
  prediction: 'prediction',
  recommendation: 'recommendation',
  automation: 'automatic change',
  training: 'examples learned',
  configuration_change: 'settings change',
  feedback: 'feedback',
  import: 'file import',
  change_set: 'ledger change',
  undo: 'undo',
  sign_in: 'sign-in',
  sign_out: 'sign-out',
  account: 'account change',
  member: 'members',
  key: 'API keys',
};

type Words = string | ((payload: Fields) => string);

const from = (payload: Fields) => withDetail(' from ', textIn(payload, 'address'));

export function fromTo(payload: Fields): string {
  return `${textIn(payload, 'before') ?? 'none'} → ${textIn(payload, 'after') ?? 'none'}`;
}

/** What happened, by the word that a record of accounts, members, keys and settings keeps of it. */
const CHANGE_WORDS: Readonly<Record<string, Words>> = {
  password_changed: (payload) =>
    `password changed${from(payload)}${payload.endOthers === true ? ', other sessions ended' : ''}`,
  two_factor_enabled: (payload) => `two-factor sign-in turned on${from(payload)}`,
  two_factor_disabled: (payload) => `two-factor sign-in turned off${from(payload)}`,
  recovery_codes_renewed: (payload) => `recovery codes made anew${from(payload)}`,
  passkey_added: (payload) => `passkey added${withDetail(': ', textIn(payload, 'name'))}`,
  passkey_renamed: (payload) => `passkey renamed: ${fromTo(payload)}`,
  passkey_removed: (payload) => `passkey removed${withDetail(': ', textIn(payload, 'name'))}`,
  session_revoked: (payload) => `session ended${withDetail(': ', textIn(payload, 'device'))}${from(payload)}`,
  other_sessions_revoked: 'every other session ended',
  preferences_updated: 'preferences changed',
  member_invited: (payload) => `invited${withDetail(' as ', textIn(payload, 'role'))}`,
  invitation_renewed: 'invitation made anew',
  invitation_withdrawn: 'invitation withdrawn',
  invitations_withdrawn: 'invitations of this person withdrawn',
  member_joined: (payload) => `joined${withDetail(' as ', textIn(payload, 'after'))}`,
  member_left: 'left the workspace',
  member_removed: 'removed from the workspace',
  role_changed: (payload) => `role ${fromTo(payload)}`,
  ownership_transferred: (payload) => `made owner${withDetail(' by ', textIn(payload, 'from'))}`,
  key_created: (payload) => `API key made${withDetail(', role ', textIn(payload, 'role'))}`,
  key_rotated: 'API key replaced by a new one',
  key_revoked: 'API key revoked',
  webhook_created: (payload) => `webhook made${withDetail(' to ', textIn(payload, 'url'))}`,
  webhook_updated: 'webhook changed',
  webhook_secret_rotated: 'secret of a webhook replaced by a new one',
  webhook_tested: 'webhook tested',
  webhook_redelivered: 'message sent to a webhook again',
  webhook_removed: (payload) => `webhook removed${withDetail(': ', textIn(payload, 'url'))}`,
  webhook_stopped: (payload) => `webhook stopped${withDetail(': ', textIn(payload, 'error'))}`,
  workspace_created: (payload) => (payload.isDemo === true ? 'demo workspace made' : 'workspace made'),
  workspace_renamed: (payload) => `workspace renamed: ${fromTo(payload)}`,
  settings_updated: (payload) =>
    `settings changed${withDetail(': ', Object.keys(fieldsIn(payload.after)).map(spaced).join(', '))}`,
  payloads_erased: 'payloads erased, as the retention of this workspace asks',
};

/** null for a change that has no words. */
export function describeChange(payload: Fields): string | null {
  const change = textIn(payload, 'change');
  const words = change === undefined ? undefined : CHANGE_WORDS[change];
  return typeof words === 'function' ? words(payload) : (words ?? null);
}

const SHOWN: Readonly<Record<string, string>> = {
  code: ' with password and code',
  recovery_code: ' with password and recovery code',
  passkey: ' with a passkey',
};

export function describeEntrance(action: 'sign_in' | 'sign_out', payload: Fields): string {
  const shown = SHOWN[textIn(payload, 'with') ?? ''] ?? '';
  return `${ACTION_WORDS[action]} from ${textIn(payload, 'address') ?? 'an unknown address'}${shown}`;
}

function withDetail(link: string, detail: string | undefined): string {
  return detail ? `${link}${detail}` : '';
}

/** monthStartDay: month start day. */
export function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
