import { test as base, type BrowserContext } from '@playwright/test';
import { spawn } from 'node:child_process';
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

interface RunningServer {
  folder: string;
  /** All that it printed up to now. */
  printed: () => string;
  /** The link to a page with a token, once the server has said both that it listens and how to get in. */
  link: string;
  stop: () => Promise<void>;
}

/** The built server on a data folder of its own. */
async function startServer(page: string, environment: Record<string, string> = {}): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'steward-journey-'));
  const settings = { STEWARD_DATA: folder, PORT: String(await findFreePort()), HOST: '127.0.0.1' };
  const server = spawn(process.execPath, [SERVER], {
    env: { ...process.env, ...settings, LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const link = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const found = new RegExp(`https?://\\S+${page}\\?token=[\\w-]+(?=\\n)`).exec(printed)?.[0];
      if (found && /listens on \S+\n/.test(printed)) resolve(found);
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.on('exit', (code) => {
      reject(new Error(`the server ended with ${String(code)}:\n${printed}`));
    });
  });
  const stop = async () => {
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, link, printed: () => printed, stop };
}

interface Settings {
  /** Of the installation; `test.use` sets them. */
  environment: Record<string, string>;
}

export const test = base.extend<{ steward: RunningSteward } & Settings>({
  environment: [{}, { option: true }],
  steward: async ({ environment }, use) => {
    const server = await startServer('/setup', environment);
    try {
      await use({ url: new URL(server.link).origin, setUpLink: server.link });
    } finally {
      await server.stop();
    }
  },
});

interface RunningDemo extends Pick<RunningServer, 'folder' | 'printed' | 'link'> {
  url: string;
}

/** One that was started with a demo. */
export const demoTest = base.extend<{ demo: RunningDemo }>({
  demo: async ({ baseURL: _unused }, use) => {
    const server = await startServer('/demo', { STEWARD_DEMO: '1' });
    try {
      await use({ ...server, url: new URL(server.link).origin });
    } finally {
      await server.stop();
    }
  },
});

interface OpenedDemo {
  url: string;
  /** Who is signed in to it, for contexts of a browser. */
  session: Awaited<ReturnType<BrowserContext['storageState']>>;
}

/** One demo for all tests that only look or answer a few: making it takes longer than they do. */
export const sharedDemoTest = base.extend<object, { demo: OpenedDemo }>({
  demo: [
    async ({ browser }, use) => {
      const server = await startServer('/demo', { STEWARD_DEMO: '1' });
      try {
        const page = await browser.newPage();
        await page.goto(server.link);
        await page.getByRole('button', { name: 'Open the demo' }).click({ timeout: 250_000 });
        await page.waitForURL(/\/review/);
        const session = await page.context().storageState();
        await page.context().close();
        await use({ url: new URL(server.link).origin, session });
      } finally {
        await server.stop();
      }
    },
    { scope: 'worker', timeout: 300_000 },
  ],
});
