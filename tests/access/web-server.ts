import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const WEB_FOLDER = fileURLToPath(new URL('../../apps/web', import.meta.url));

export interface WebServer {
  url: string;
  /** What it printed up to now. */
  printed: () => string;
  stop(): Promise<number | null>;
}

/** Starts the built web app on a free port; rejects with what it printed when it ends instead. */
export async function startWebServer(environment: Record<string, string>): Promise<WebServer> {
  if (!existsSync(`${WEB_FOLDER}/build/handler.js`))
    throw new Error('Build the web app first: npm test does.');
  const server = spawn(process.execPath, ['server.mjs'], {
    cwd: WEB_FOLDER,
    env: { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'warn', ...environment },
  });
  let printed = '';
  const ended = new Promise<number | null>((resolve) => server.once('exit', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const listening = /listens on (\S+)/.exec(printed)?.[1];
      if (listening) resolve(listening);
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    void ended.then((code) => reject(new Error(`ended with ${code}: ${printed}`)));
  });
  return {
    url,
    printed: () => printed,
    stop: () => {
      server.kill('SIGTERM');
      return ended;
    },
  };
}
