import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { join, KIM, tokenIn } from './people.ts';
import { ownerScope, requestFrom, setUpOwner, startSteward, type TestSteward } from './steward.ts';

interface Received {
  from: string;
  to: string[];
  text: string;
}

let smtp: SMTPServer;
let received: Received[];
let steward: TestSteward;
let cookie: string;

beforeEach(async () => {
  received = [];
  smtp = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'], allowInsecureAuth: true },
    onAuth: ({ username, password }, _session, done) => {
      const isRight = username === 'steward' && password === 'sesame';
      done(isRight ? null : new Error('wrong'), { user: username });
    },
    onRcptTo: ({ address }, _session, done) => {
      if (!address.startsWith('full')) {
        done();
        return;
      }
      done(Object.assign(new Error('the mailbox is full'), { responseCode: 552 }));
    },
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        const to = envelope.rcptTo.map(({ address }) => address);
        received.push({ from, to, text: Buffer.concat(chunks).toString() });
        done();
      });
    },
  });
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  const { port } = smtp.server.address() as AddressInfo;
  steward = await startSteward(mkdtempSync(joinPath(tmpdir(), 'steward-mail-')), {
    STEWARD_SMTP_URL: `smtp://steward:sesame@127.0.0.1:${port}`,
    STEWARD_MAIL_FROM: 'Steward <steward@example.org>',
  });
  cookie = await setUpOwner(steward);
});

afterEach(async () => {
  await steward.stop();
  await new Promise<void>((resolve) => smtp.close(resolve));
});

const inviteByMail = async (email: string) =>
  steward.runtime.access.inviteMember(
    { ...(await ownerScope(steward, cookie)), origin: 'https://steward.example.org' },
    { email, role: 'reviewer' },
  );

/** The link in a mail, whose lines are folded for the way. */
function linkIn({ text }: Received): string {
  const plain = text.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
  return /https:\/\/steward\.example\.org\/invite\?token=[\w.-]+/.exec(plain)?.[0] ?? '';
}

test('the link goes to the invited address alone, and the one who invites does not see it', async () => {
  const { link, invitation } = await inviteByMail(KIM.email);
  expect(link).toBeNull();
  expect(invitation).toMatchObject({ email: KIM.email, mailFailure: null });
  expect(invitation.mailedAt).not.toBeNull();
  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({ from: 'steward@example.org', to: [KIM.email] });
  const token = tokenIn(linkIn(received[0] as Received));
  const opened = await steward.runtime.access.openInvitation(requestFrom('198.51.100.7'), token);
  expect(opened).toMatchObject({ boundTo: KIM.email, role: 'reviewer' });
});

test('a link that went by mail lets nobody in under another address', async () => {
  await inviteByMail(KIM.email);
  const token = tokenIn(linkIn(received[0] as Received));
  await expect(join(steward, token, { ...KIM, email: 'other@example.org' })).rejects.toMatchObject({
    reason: 'other_address',
  });
  const asOwner = steward.runtime.access.joinAsMember(requestFrom('198.51.100.1', { cookie }), token);
  await expect(asOwner).rejects.toMatchObject({ reason: 'other_address' });
  expect((await ownerScope(steward, await join(steward, token))).workspace.role).toBe('reviewer');
});

test('a mail that the server refuses is told with its words, and the link works all the same', async () => {
  const { link, invitation } = await inviteByMail('full@example.org');
  expect(invitation.mailedAt).toBeNull();
  expect(invitation.mailFailure).toContain('the mailbox is full');
  expect(received).toEqual([]);
  expect((await ownerScope(steward, await join(steward, tokenIn(link)))).workspace.role).toBe('reviewer');
});

test('without an answer from the mail server the link is shown, with the reason', async () => {
  await new Promise<void>((resolve) => smtp.close(resolve));
  const { link, invitation } = await inviteByMail(KIM.email);
  expect(link).toMatch(/^https:\/\/steward\.example\.org\/invite\?token=inv_/);
  expect(invitation.mailFailure).toMatch(/ECONNREFUSED|connect/i);
  expect(JSON.stringify(invitation)).not.toContain('sesame');
});

test('mailing again makes the first mail worthless, and a link instead is bound to nobody', async () => {
  const { access } = steward.runtime;
  const { invitation } = await inviteByMail(KIM.email);
  const scope = { ...(await ownerScope(steward, cookie)), origin: 'https://steward.example.org' };
  await access.renewInvitation(scope, { id: invitation.id, by: 'mail' });
  const [first, second] = received.map((mail) => tokenIn(linkIn(mail)));
  const open = (token: string | undefined) => access.openInvitation(requestFrom('198.51.100.7'), token ?? '');
  await expect(open(first)).rejects.toMatchObject({ reason: 'invitation_unknown' });
  expect(await open(second)).toMatchObject({ boundTo: KIM.email });
  const { link } = await access.renewInvitation(scope, { id: invitation.id, by: 'link' });
  expect(await open(tokenIn(link))).toMatchObject({ boundTo: null });
});

test('names cannot add lines or marks to a mail', async () => {
  const { access } = steward.runtime;
  const scope = await ownerScope(steward, cookie);
  await access.renameWorkspace(scope, 'Alder\r\nBcc: evil@example.org\r\n\r\n<b>House</b>');
  await inviteByMail(KIM.email);
  const mail = received[0] as Received;
  expect(mail.to).toEqual([KIM.email]);
  expect(mail.text).not.toMatch(/^Bcc:/m);
  const html = mail.text.slice(mail.text.indexOf('text/html')).replace(/=\r?\n/g, '');
  expect(html).toContain('&lt;b&gt;House');
});
