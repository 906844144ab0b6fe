import { createTransport } from 'nodemailer';
import type { Config } from '../config/index.ts';

/** A server that does not answer within this time has refused the mail, ms. */
const PATIENCE_MS = 10_000;
const LONGEST_FAILURE = 300;

export interface MailMessage {
  to: string;
  subject: string;
  /** The paragraphs, plain. */
  paragraphs: readonly string[];
  /** Stands below the paragraphs, alone on its line. */
  link: string;
}

export type MailOutcome = { isSent: true } | { isSent: false; failure: string };

/** Sends mail through the configured server; null when none is configured. */
export interface Mail {
  send(message: MailMessage): Promise<MailOutcome>;
}

export function createMail({ smtpUrl, mailFrom }: Pick<Config, 'smtpUrl' | 'mailFrom'>): Mail | null {
  if (smtpUrl === null || mailFrom === null) return null;
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    // What is in a mail comes from us alone.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ to, subject, paragraphs, link }) => {
      try {
        await transport.sendMail({
          from: mailFrom,
          // As an object it is one address, whatever is in it.
          to: { name: '', address: to },
          subject: oneLine(subject),
          text: [...paragraphs.map(oneLine), link].join('\n\n'),
          html: htmlOf(paragraphs, link),
        });
        return { isSent: true };
      } catch (error) {
        return { isSent: false, failure: describeFailure(error) };
      }
    },
  };
}

function htmlOf(paragraphs: readonly string[], link: string): string {
  const texts = paragraphs.map((text) => `<p>${escapeHtml(oneLine(text))}</p>`);
  const target = escapeHtml(link);
  return `<!doctype html><html lang="en"><body>${texts.join('')}<p><a href="${target}">${target}</a></p></body></html>`;
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);
}

/** What the server answered, else why there was no answer. */
function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'it could not be sent';
  const { response } = error as Error & { response?: unknown };
  const words = typeof response === 'string' ? response : error.message;
  return oneLine(words).slice(0, LONGEST_FAILURE);
}
