import { test as base } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('../../apps/web/server.mjs', import.meta.url));

export interface RunningSteward {
  url: string;
  /** The one-time link that the first start prints. */
  setUpLink: string;
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port is free');
  return address.port;
}

/** What the server printed when it said both that it listens and how to set it up. */
async function waitForLink(server: ChildProcess): Promise<string> {
  let printed = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const link = /https?:\/\/\S+\/setup\?token=[\w-]+(?=\n)/.exec(printed)?.[0];
      if (link && /listens on \S+\n/.test(printed)) resolve(link);
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.on('exit', (code) => {
      reject(new Error(`the server ended with ${String(code)}:\n${printed}`));
    });
  });
}

/** The built server on a data folder of its own. */
export const test = base.extend<{ steward: RunningSteward }>({
  steward: async ({ baseURL: _unused }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'steward-journey-'));
    const port = await findFreePort();
    const server = spawn(process.execPath, [SERVER], {
      env: { ...process.env, STEWARD_DATA: folder, PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    try {
      const setUpLink = await waitForLink(server);
      await use({ url: new URL(setUpLink).origin, setUpLink });
    } finally {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    }
  },
});
