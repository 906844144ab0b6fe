import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test('nothing set gives the defaults', () => {
  expect(readConfig({})).toEqual({
    dataFolder: resolve('./data'),
    port: 3000,
    host: '127.0.0.1',
    trustProxy: false,
    isDemo: false,
    logLevel: 'info',
    uploadLimitBytes: 100_000_000,
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
