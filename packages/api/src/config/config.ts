import { DomainError } from '@steward/core/errors';
import { resolve } from 'node:path';
import { z } from 'zod';

const MEGABYTE = 1_000_000;

const flag = z.enum(['0', '1']).transform((value) => value === '1');
const integer = (least: number, most: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.number().int().min(least).max(most));
const optional = <T extends z.ZodType>(schema: T) =>
  z
    .literal('')
    .transform(() => null)
    .or(schema);

/** An origin as browsers write it: no path, no capital letter, no port that goes without saying. */
const isOrigin = (text: string) =>
  /^https?:[^*]*$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
const origins = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .refine((all) => all.every(isOrigin));

/** Every environment variable that Steward reads: its schema, its default, and what it allows in words. */
const VARIABLES = {
  STEWARD_DATA: { schema: z.string().min(1), fallback: './data', allowed: 'a folder' },
  PORT: { schema: integer(0, 65_535), fallback: '3000', allowed: 'a whole number from 0 to 65535' },
  HOST: {
    schema: z.string().regex(/^[A-Za-z0-9.:_-]+$/),
    fallback: '127.0.0.1',
    allowed: 'a host name or address',
  },
  TRUST_PROXY: { schema: flag, fallback: '0', allowed: '0 or 1' },
  STEWARD_DEMO: { schema: flag, fallback: '0', allowed: '0 or 1' },
  LOG_LEVEL: {
    schema: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']),
    fallback: 'info',
    allowed: 'silent, fatal, error, warn, info, debug or trace',
  },
  STEWARD_ALLOWED_ORIGINS: {
    schema: origins,
    fallback: '',
    allowed: 'origins such as https://app.example.org without a path, in small letters, separated by commas',
  },
  STEWARD_UPLOAD_LIMIT_MB: {
    schema: integer(1, 10_000),
    fallback: '100',
    allowed: 'a whole number of megabytes from 1 to 10000',
  },
  STEWARD_WEBHOOK_ALLOW_PRIVATE: { schema: flag, fallback: '0', allowed: '0 or 1' },
  STEWARD_SMTP_URL: {
    schema: optional(z.url({ protocol: /^smtps?$/ })),
    fallback: '',
    allowed: 'an address such as smtp://user:password@mail.example.org:587',
  },
  STEWARD_MAIL_FROM: {
    schema: optional(z.string().regex(/^[^\r\n<>]*<?[^\s<>@]+@[^\s<>@]+>?$/)),
    fallback: '',
    allowed: 'a sender such as Steward <steward@example.org>',
  },
} as const;

/** Variables of the command line. */
const READ_ELSEWHERE = ['STEWARD_URL', 'STEWARD_API_KEY'];

type VariableName = keyof typeof VARIABLES;

export interface Config {
  /** Absolute. */
  dataFolder: string;
  port: number;
  host: string;
  /** Whether forwarded headers are believed. */
  trustProxy: boolean;
  /** Origins whose pages may call the API with a key. */
  allowedOrigins: readonly string[];
  /** Whether an empty data folder gets a workspace of made-up transactions. */
  isDemo: boolean;
  logLevel: string;
  uploadLimitBytes: number;
  /** Whether webhooks may go to private, loopback and link-local addresses, and without encryption. */
  webhookAllowPrivate: boolean;
  /** null when Steward sends no mail. */
  smtpUrl: string | null;
  mailFrom: string | null;
}

/**
 * Reads the configuration from environment variables; an empty one counts as absent.
 *
 * @throws DomainError `configuration` with the variable's name, its value and what is allowed.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const smtpUrl = readVariable(environment, 'STEWARD_SMTP_URL');
  const mailFrom = readVariable(environment, 'STEWARD_MAIL_FROM');
  if (smtpUrl !== null && mailFrom === null) {
    const message = 'STEWARD_SMTP_URL is set, but STEWARD_MAIL_FROM is not: say who mail comes from.';
    throw new DomainError({ code: 'invalid', reason: 'configuration', message });
  }
  return {
    dataFolder: resolve(readVariable(environment, 'STEWARD_DATA')),
    port: readVariable(environment, 'PORT'),
    host: readVariable(environment, 'HOST'),
    trustProxy: readVariable(environment, 'TRUST_PROXY'),
    allowedOrigins: readVariable(environment, 'STEWARD_ALLOWED_ORIGINS'),
    isDemo: readVariable(environment, 'STEWARD_DEMO'),
    logLevel: readVariable(environment, 'LOG_LEVEL'),
    uploadLimitBytes: readVariable(environment, 'STEWARD_UPLOAD_LIMIT_MB') * MEGABYTE,
    webhookAllowPrivate: readVariable(environment, 'STEWARD_WEBHOOK_ALLOW_PRIVATE'),
    ...{ smtpUrl, mailFrom },
  };
}

function readVariable<N extends VariableName>(
  environment: Record<string, string | undefined>,
  name: N,
): z.output<(typeof VARIABLES)[N]['schema']> {
  const { schema, fallback, allowed } = VARIABLES[name];
  const value = environment[name] || fallback;
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    // A mistyped address of the mail server holds a password all the same.
    const shown = name === 'STEWARD_SMTP_URL' ? 'not one' : JSON.stringify(value);
    const message = `${name} is ${shown}, but must be ${allowed}.`;
    throw new DomainError({ code: 'invalid', reason: 'configuration', message, details: { name, allowed } });
  }
  return parsed.data as z.output<(typeof VARIABLES)[N]['schema']>;
}

/** What is wrong with each variable, in sentences: values that are not allowed, and names that nobody reads. */
export function findConfigProblems(environment: Record<string, string | undefined>): string[] {
  const wrong = (Object.keys(VARIABLES) as VariableName[]).flatMap((name) => {
    try {
      readVariable(environment, name);
      return [];
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
  });
  const known: string[] = [...Object.keys(VARIABLES), ...READ_ELSEWHERE];
  const unread = Object.keys(environment).filter(
    (name) => name.startsWith('STEWARD_') && !known.includes(name),
  );
  return [...wrong, ...unread.map((name) => `${name} is set, but Steward reads no variable of that name.`)];
}
