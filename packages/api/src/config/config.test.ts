import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { findConfigProblems, readConfig } from './config.ts';

test('nothing set gives the defaults', () => {
  expect(readConfig({})).toEqual({
    dataFolder: resolve('./data'),
    port: 3000,
    host: '127.0.0.1',
    trustProxy: false,
    isDemo: false,
    allowedOrigins: [],
    logLevel: 'info',
    uploadLimitBytes: 100_000_000,
    webhookAllowPrivate: false,
    smtpUrl: null,
    mailFrom: null,
  });
});

test('an empty variable counts as absent', () => {
  expect(readConfig({ PORT: '' }).port).toBe(3000);
});

test.each([
  ['PORT', 'eighty', 'PORT is "eighty", but must be a whole number from 0 to 65535.'],
  ['PORT', '70000', 'PORT is "70000", but must be a whole number from 0 to 65535.'],
  ['TRUST_PROXY', 'yes', 'TRUST_PROXY is "yes", but must be 0 or 1.'],
  ['LOG_LEVEL', 'loud', 'LOG_LEVEL is "loud", but must be silent, fatal, error, warn, info, debug or trace.'],
  [
    'STEWARD_UPLOAD_LIMIT_MB',
    '0',
    'STEWARD_UPLOAD_LIMIT_MB is "0", but must be a whole number of megabytes from 1 to 10000.',
  ],
  [
    'STEWARD_MAIL_FROM',
    'nobody',
    'STEWARD_MAIL_FROM is "nobody", but must be a sender such as Steward <steward@example.org>.',
  ],
])('a wrong %s is named with what is allowed', (name, value, message) => {
  expect(() => readConfig({ [name]: value })).toThrow(message);
});

test('origins are a list', () => {
  const read = (list: string) => readConfig({ STEWARD_ALLOWED_ORIGINS: list }).allowedOrigins;
  expect(read('https://app.example.org, http://localhost:5173,')).toEqual([
    ...['https://app.example.org', 'http://localhost:5173'],
  ]);
});

test.each([
  ...[
    '*',
    'null',
    'app.example.org',
    'https://app.example.org/',
    'https://*.example.org/x',
    'ftp://example.org',
  ],
  ...[
    'HTTPS://app.example.org',
    'https://app.example.org:443',
    'https://a@example.org',
    'https://a.org b.org',
  ],
])('%s is no origin of pages', (list) => {
  const environment = { STEWARD_ALLOWED_ORIGINS: `http://localhost:5173,${list}` };
  const problem = `STEWARD_ALLOWED_ORIGINS is "http://localhost:5173,${list}", but must be origins such as`;
  expect(findConfigProblems(environment)).toEqual([expect.stringContaining(problem)]);
  expect(() => readConfig(environment)).toThrow(problem);
});

test('a mail server needs a sender, and a wrong one is refused without showing its password', () => {
  const smtp = 'smtp://user:hunter2@mail.example.org:587';
  expect(() => readConfig({ STEWARD_SMTP_URL: smtp })).toThrow('STEWARD_MAIL_FROM is not');
  const configured = readConfig({ STEWARD_SMTP_URL: smtp, STEWARD_MAIL_FROM: 'Steward <s@example.org>' });
  expect(configured).toMatchObject({ smtpUrl: smtp, mailFrom: 'Steward <s@example.org>' });
  let refusal = '';
  try {
    readConfig({ STEWARD_SMTP_URL: 'http://user:hunter2@mail.example.org' });
  } catch (error) {
    refusal = String(error);
  }
  expect(refusal).toContain('STEWARD_SMTP_URL');
  expect(refusal).not.toContain('hunter2');
});
