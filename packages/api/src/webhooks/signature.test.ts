import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createSecret, signMessage } from './signature.ts';

const help = readFileSync(new URL('../../../../docs/help/webhooks.md', import.meta.url), 'utf8');

function sampleIn(language: string): string {
  const found = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(help)?.[1];
  if (found === undefined) throw new Error(`the help has no sample in ${language}`);
  return found;
}

const secret = createSecret();
const body = JSON.stringify({ type: 'webhook.test', text: 'Café 25°' });
const id = 'msg_1';
const timestamp = Math.floor(Date.now() / 1000);
const headers = {
  ...{ 'webhook-id': id, 'webhook-timestamp': String(timestamp) },
  'webhook-signature': signMessage({ id, timestamp, body }, [createSecret(), secret]),
};
const cases: [typeof headers, string][] = [
  [headers, body],
  [headers, `${body} `],
  [{ ...headers, 'webhook-id': 'msg_2' }, body],
  [{ ...headers, 'webhook-timestamp': String(timestamp - 1_000) }, body],
];

const input = JSON.stringify({ cases, secret });

test('the sample in Node of the help takes what is signed, and nothing else', () => {
  const program = `${sampleIn('js')}
const { cases, secret } = JSON.parse(process.argv[1]);
console.log(JSON.stringify(cases.map(([headers, body]) => isGenuine(headers, body, secret))));`;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', program, input], {
    encoding: 'utf8',
  });
  expect(run.stdout.trim(), run.stderr).toBe('[true,false,false,false]');
});

test('so does the sample in Python, where there is one', () => {
  const program = `${sampleIn('python')}
import json, sys
given = json.loads(sys.argv[1])
print(json.dumps([is_genuine(headers, body.encode(), given["secret"]) for headers, body in given["cases"]]))`;
  const run = spawnSync('python3', ['-c', program, input], { encoding: 'utf8' });
  const isAbsent = run.error !== undefined;
  expect(isAbsent || run.stdout.trim() === '[true, false, false, false]', run.stderr).toBe(true);
});

test('the signature is the one that the specification gives for its own example', () => {
  // Standard Webhooks, spec/standard-webhooks.md and the tests of its libraries.
  const signed = signMessage(
    { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' },
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  );
  expect(signed).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});
