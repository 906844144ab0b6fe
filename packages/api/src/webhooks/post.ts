import { DomainError } from '@steward/core/errors';
import { lookup as lookUp, type LookupAddress } from 'node:dns';
import { request as requestPlain, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestEncrypted } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './address.ts';

export interface Post {
  url: string;
  headers: Record<string, string>;
  body: string;
  allowPrivate: boolean;
  signal: AbortSignal;
}

export interface Answer {
  status: number;
  text: string;
}

/** How much is read of an answer; the rest is not waited for. */
const ANSWER_BYTES = 16_384;

/**
 * One request. Follows no redirect. The addresses that a name stands for are looked at when the connection is made, so
 * that a name cannot be public when it is checked and private when it is used.
 *
 * @throws DomainError `webhook_address` for an address that is refused, and whatever the network throws.
 */
export function post({ url, headers, body, allowPrivate, signal }: Post): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    checkTarget(target, allowPrivate);
    const options: RequestOptions = {
      ...{ method: 'POST', signal, agent: false },
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      ...(!allowPrivate && { lookup: lookUpPublic }),
    };
    const send = target.protocol === 'https:' ? requestEncrypted : requestPlain;
    const request = send(target, options, (response) => {
      readAnswer(response).then(resolve, reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** What can be told from the address alone; names are looked at when the connection is made. */
export function checkTarget(target: URL, allowPrivate: boolean): void {
  if (allowPrivate) return;
  const host = target.hostname.replace(/^\[|\]$/g, '');
  if (target.protocol !== 'https:') {
    throw refuse(`${target.origin} is not encrypted: use an address that begins with https://.`);
  }
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw privateAddress(host);
}

const lookUpPublic: LookupFunction = (hostname, options, callback) => {
  lookUp(hostname, { ...options, all: true }, (error, found: LookupAddress[] | undefined) => {
    // Without any where there is an error, whatever the types say.
    const addresses = found ?? [];
    const hidden = addresses.find(({ address }) => !isPublicAddress(address));
    const [first] = addresses;
    if (error) callback(error, '');
    else if (hidden) callback(privateAddress(`${hostname} is ${hidden.address}, which`), '');
    else if (options.all) callback(null, addresses);
    else callback(null, first?.address ?? '', first?.family);
  });
};

function privateAddress(what: string): DomainError {
  return refuse(
    `${what} is private: webhooks go to public addresses, unless the installation sets STEWARD_WEBHOOK_ALLOW_PRIVATE=1.`,
  );
}

function refuse(message: string): DomainError {
  return new DomainError({ code: 'invalid', reason: 'webhook_address', message });
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    // Leaving the loop ends the connection.
    if (size >= ANSWER_BYTES) break;
  }
  const text = Buffer.concat(chunks).subarray(0, ANSWER_BYTES).toString('utf8');
  return { status: response.statusCode ?? 0, text };
}
