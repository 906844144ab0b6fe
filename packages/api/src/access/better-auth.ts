import { apiKey } from '@better-auth/api-key';
import { PASSWORD_LENGTH, SESSION_LIFE_MS } from '@steward/core/account';
import { createId } from '@steward/core/identity';
import type { ControlDb } from '@steward/db/control';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { organization } from 'better-auth/plugins';
import { createAccessControl } from 'better-auth/plugins/access';
import { defaultStatements } from 'better-auth/plugins/organization/access';
import { randomBytes, randomUUID } from 'node:crypto';
import type { Log } from '../log/index.ts';
import { startSessionPlugin } from './start-session.ts';

/** The one kind of API key: it belongs to a workspace. Every call names it. */
export const KEY_CONFIG_ID = 'workspace';

// Rights are decided by the permission table in core; this only lets the plugin make keys after that.
const control = createAccessControl({ ...defaultStatements, apiKey: ['create'] });
const maker = control.newRole({ apiKey: ['create'] });
const bystander = control.newRole({});
const roles = { owner: maker, admin: maker, reviewer: bystander, viewer: bystander };

interface AuthOptions {
  control: ControlDb;
  secret: string;
  log: Log;
  /** Whether the browser sees https. */
  isSecure: boolean;
}

/**
 * better-auth, called inside the process only: none of its HTTP routes is mounted.
 * No base URL: a list of allowed hosts would switch its origin check off, a fixed one would tie it to one host.
 */
export function createAuth({ control: { orm, tables }, secret, log, isSecure }: AuthOptions) {
  return betterAuth({
    secret,
    telemetry: { enabled: false },
    // What it calls an error is mostly a refused key; real failures are thrown to us.
    logger: { log: (_level, message) => log.debug({ from: 'better-auth' }, message) },
    advanced: {
      // Named by us: over https a browser takes a cookie of this prefix from this very host only.
      useSecureCookies: false,
      cookiePrefix: isSecure ? '__Host-steward' : 'steward',
      defaultCookieAttributes: { secure: isSecure },
      ipAddress: { ipAddressHeaders: ['x-client-ip'] },
      database: {
        generateId: ({ model }) =>
          model === 'organization' ? createId('ws', { now: new Date(), random: randomBytes }) : randomUUID(),
      },
    },
    database: drizzleAdapter(orm, { provider: 'sqlite', schema: tables }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.least,
      maxPasswordLength: PASSWORD_LENGTH.most,
    },
    // Nothing prolongs a session: readSession ends it earlier where it lies idle.
    session: {
      expiresIn: SESSION_LIFE_MS / 1_000,
      disableSessionRefresh: true,
      additionalFields: {
        confirmedAt: { type: 'date', required: false, input: false },
        lastUsedAt: { type: 'date', required: false, input: false },
      },
    },
    plugins: [
      startSessionPlugin,
      organization({ ac: control, roles, creatorRole: 'owner', allowUserToCreateOrganization: true }),
      apiKey([
        {
          configId: KEY_CONFIG_ID,
          references: 'organization',
          defaultPrefix: 'stw_',
          enableMetadata: true,
          startingCharactersConfig: { shouldStore: true, charactersLength: 8 },
          rateLimit: { enabled: false },
        },
      ]),
    ],
  });
}

export type Auth = ReturnType<typeof createAuth>;
