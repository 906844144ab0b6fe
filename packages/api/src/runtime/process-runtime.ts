import { readConfig } from '../config/index.ts';
import { createRuntime, type Runtime } from './runtime.ts';

let runtime: Promise<Runtime> | undefined;

/** The one running Steward of this process; started by whoever needs it first. */
export function getRuntime(): Promise<Runtime> {
  runtime ??= startRuntime();
  return runtime;
}

async function startRuntime(): Promise<Runtime> {
  const started = await createRuntime(readConfig(process.env));
  // The server's own event: it has stopped listening and every answer is out.
  const onShutdown = process as NodeJS.EventEmitter;
  onShutdown.once('sveltekit:shutdown', () => void started.close().finally(() => process.exit(0)));
  return started;
}
