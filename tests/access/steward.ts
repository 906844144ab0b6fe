import { CreateKey, type KeyRole, type NewKey } from '@steward/core/access';
import { readConfig } from '@steward/api/config';
import { createLog } from '@steward/api/log';
import { handleTrpc } from '@steward/api/router';
import { createRuntime, type Runtime } from '@steward/api/runtime';
import { createStewardClient } from '@steward/client/client';
import { DomainError } from '@steward/core/errors';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';

export const OWNER = { name: 'Ada', email: 'ada@example.org', password: 'correct horse battery' };
const ORIGIN = 'http://localhost:3000';

export interface TestSteward {
  runtime: Runtime;
  folder: string;
  /** Every line logged so far. */
  logged: string[];
  now: { at: Date };
  stop(): Promise<void>;
}

/** A Steward on a data folder of its own, without a web server. */
export async function startSteward(
  folder = mkdtempSync(join(tmpdir(), 'steward-access-')),
  environment: Record<string, string> = {},
): Promise<TestSteward> {
  const logged: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      logged.push(chunk.toString());
      done();
    },
  });
  const now = { at: new Date() };
  const runtime = await createRuntime(readConfig({ STEWARD_DATA: folder, ...environment }), {
    log: createLog('debug', sink),
    now: () => now.at,
  });
  const stop = async () => {
    await runtime.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { runtime, folder, logged, now, stop };
}

export function requestFrom(address: string, headers: Record<string, string> = {}) {
  return { headers: new Headers({ 'x-client-ip': address, ...headers }), isSecure: false };
}

/** Goes through the printed link; returns the cookie of the owner's session. */
export async function setUpOwner({ runtime }: TestSteward, workspaceName = 'Alder House'): Promise<string> {
  const link = await runtime.access.setUpLink();
  const token = new URL(link ?? '').searchParams.get('token') ?? '';
  const { setCookies } = await runtime.access.setUp(requestFrom('198.51.100.1'), {
    ...OWNER,
    token,
    workspaceName,
  });
  return cookieOf(setCookies);
}

/** A Steward that its owner has set up, and who the owner is there. */
export async function ownedSteward(...given: Parameters<typeof startSteward>) {
  const steward = await startSteward(...given);
  const cookie = await setUpOwner(steward);
  return { steward, cookie, scope: await ownerScope(steward, cookie) };
}

export function cookieOf(setCookies: string[]): string {
  return setCookies.map((cookie) => cookie.split(';')[0]).join('; ');
}

/** Answers a tRPC request as the web server does: who asks comes from its headers alone. */
export async function serve({ runtime }: TestSteward, request: Request): Promise<Response> {
  const found = await runtime.access
    .identify({ headers: request.headers, isSecure: false })
    .catch((error: unknown) => error);
  if (found instanceof DomainError) return toResponse(await handleTrpc(request, found));
  const { identity } = found as Awaited<ReturnType<typeof runtime.access.identify>>;
  const context = {
    ...{ requestId: 'req_test', services: runtime, now: runtime.now },
    ...{ actor: identity?.actor ?? null, workspace: identity?.workspace ?? null },
  };
  return toResponse(await handleTrpc(request, context));
}

function toResponse({ body, ...init }: Awaited<ReturnType<typeof handleTrpc>>): Response {
  return new Response(body as string | null, init);
}

interface Call {
  path: string;
  type: string;
  input: unknown;
  headers: Record<string, string>;
}

/** One procedure over HTTP, by hand, so that any path can be called with any input. */
export async function callProcedure(steward: TestSteward, { path, type, input, headers }: Call) {
  const url = new URL(`/api/trpc/${path}`, ORIGIN);
  const body = JSON.stringify({ json: input });
  if (type === 'query') url.searchParams.set('input', body);
  const init =
    type === 'query'
      ? { headers }
      : { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body };
  const response = await serve(steward, new Request(url, init));
  const text = await response.text();
  return { status: response.status, text, reason: reasonOf(text) };
}

function reasonOf(text: string): string | null {
  const answer: unknown = JSON.parse(text);
  const reason = /"reason":"([a-z_]+)"/.exec(JSON.stringify(answer));
  return typeof answer === 'object' && answer !== null && 'error' in answer
    ? (reason?.[1] ?? 'unnamed')
    : null;
}

export function clientWith(steward: TestSteward, apiKey: string) {
  return createStewardClient({
    ...{ url: ORIGIN, apiKey },
    fetch: (input, init) => serve(steward, new Request(input, init)),
  });
}

/** The owner as the services know them, in the workspace of their session. */
export async function ownerScope({ runtime }: TestSteward, cookie: string) {
  const { identity } = await runtime.access.identify(requestFrom('198.51.100.1', { cookie }));
  if (!identity?.workspace) throw new Error('the owner is in no workspace');
  return { actor: identity.actor, workspace: identity.workspace };
}

type Rights = Partial<NewKey> & { role: KeyRole };

export async function makeKey(
  steward: TestSteward,
  cookie: string,
  rights: KeyRole | Rights,
): Promise<{ id: string; key: string }> {
  const given = typeof rights === 'string' ? { role: rights } : rights;
  const input = CreateKey.parse({ name: `${given.role} key`, ...given });
  return steward.runtime.access.createKey(await ownerScope(steward, cookie), input);
}
