import type { Config } from '../config/index.ts';

/** Where this server is reached from its own machine. */
export function ownOrigin({ host: configured, port }: Config): string {
  const isEverywhere = ['0.0.0.0', '::'].includes(configured);
  const host = isEverywhere ? 'localhost' : configured.includes(':') ? `[${configured}]` : configured;
  return `http://${host}:${port}`;
}
