import { createApiHandler } from '@steward/api/http';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeKey, ownedSteward, type TestSteward } from './steward.ts';

interface ApiServer {
  url: string;
  stop(): Promise<void>;
}

/** The API of a Steward behind a real HTTP server, as the web server has it. */
export async function serveApi({ runtime }: TestSteward): Promise<ApiServer> {
  const answer = createApiHandler(() => Promise.resolve(runtime));
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

interface Serving {
  environment?: Record<string, string>;
  /** Of the key. */
  limitPerMinute?: number;
}

/** A Steward that its owner has set up, behind such a server, with a key of an admin. */
export async function servedSteward({ environment = {}, limitPerMinute }: Serving = {}) {
  const { steward, cookie } = await ownedSteward(undefined, environment);
  const { key } = await makeKey(steward, cookie, {
    role: 'admin',
    ...(limitPerMinute && { limitPerMinute }),
  });
  const server = await serveApi(steward);
  const stop = async () => {
    await server.stop();
    await steward.stop();
  };
  return { steward, cookie, key, url: server.url, stop };
}
