import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface BrowserApp {
  port: number;
  stop(): Promise<void>;
}

/** A web app that has nothing to do with Steward: an empty page, the bundle, and a worker that runs it. */
export async function serveBrowserApp(bundle: string): Promise<BrowserApp> {
  const worker = `import { exercise } from './exercise.js';
    onmessage = async ({ data }) => postMessage(await exercise(data));`;
  const files: Record<string, [type: string, text: string]> = {
    '/': ['text/html', '<!doctype html><title>Another app</title>'],
    '/exercise.js': ['text/javascript', bundle],
    '/worker.js': ['text/javascript', worker],
  };
  const server = createServer((request, response) => {
    const [type, text] = files[request.url ?? ''] ?? ['text/plain', ''];
    response.writeHead(text === '' ? 404 : 200, { 'content-type': type }).end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
