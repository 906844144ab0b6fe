import type { DecideInput, Decision } from '@steward/core/decisions';
import { DomainError, type DomainErrorCode } from '@steward/core/errors';
import type { Actor } from '@steward/core/identity';
import { Piscina } from 'piscina';
import type { Replay } from '../decisions/index.ts';
import type { EngineTask } from './engine.thread.ts';

/** The thread that holds the models and decides, so that the web server's event loop does not. */
export interface Engine {
  decide(request: { workspaceId: string; actor: Actor; input: DecideInput }): Promise<Decision[]>;
  /** Decides again what waits of these payees, and the top of the queue; says how many changed category. */
  redecide(request: { workspaceId: string; payeeIds: string[] }): Promise<number>;
  /** Recomputes past decisions and compares them bit for bit. */
  replay(request: { workspaceId: string; last: number }): Promise<Replay>;
  close(): Promise<void>;
}

export function createEngine({ dataFolder }: { dataFolder: string }): Engine {
  const pool = new Piscina({
    filename: new URL('./engine.thread.ts', import.meta.url).href,
    minThreads: 1,
    maxThreads: 1,
    workerData: { dataFolder },
  });
  const run = async <T>(task: EngineTask): Promise<T> => {
    try {
      return (await pool.run(task)) as T;
    } catch (error) {
      throw revive(error);
    }
  };
  return {
    decide: (request) => run({ task: 'decide', ...request }),
    redecide: (request) => run({ task: 'redecide', ...request }),
    replay: (request) => run({ task: 'replay', ...request }),
    close: () => pool.close(),
  };
}

/** Errors lose their class on the way out of a thread; their fields survive. */
function revive(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'DomainError') return error;
  const { code, reason } = error as Error & { code?: DomainErrorCode; reason?: string };
  if (code === undefined || reason === undefined) return error;
  return new DomainError({ code, reason, message: error.message, cause: error });
}
