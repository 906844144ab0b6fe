import { createStewardClient, type StewardClient } from '@steward/client/client';
import { UsageError } from './options.ts';

export interface Connection {
  url: string;
  apiKey: string;
  client: StewardClient;
}

/**
 * The running Steward that STEWARD_URL and STEWARD_API_KEY name.
 *
 * @throws UsageError naming the variable that is missing.
 */
export function connect(environment: Record<string, string | undefined>): Connection {
  const url = environment.STEWARD_URL ?? 'http://127.0.0.1:3000';
  const apiKey = environment.STEWARD_API_KEY;
  if (!URL.canParse(url)) throw new UsageError(`STEWARD_URL is ${JSON.stringify(url)}, but must be a URL.`);
  if (!apiKey)
    throw new UsageError('STEWARD_API_KEY is not set: make a key under Settings and put it there.');
  return { url, apiKey, client: createStewardClient({ url, apiKey }) };
}
