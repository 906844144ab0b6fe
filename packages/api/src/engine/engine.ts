import type { DecideInput, Decision, Replay } from '@steward/core/decisions';
import { DomainError } from '@steward/core/errors';
import type { Actor } from '@steward/core/identity';
import { Piscina } from 'piscina';
import type { EngineAnswer, EngineResults, EngineTask } from './engine.thread.ts';

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
  const run = async <T extends EngineTask['task']>(
    task: EngineTask & { task: T },
  ): Promise<EngineResults[T]> => {
    const answer = (await pool.run(task)) as EngineAnswer;
    if (!answer.ok) throw new DomainError(answer);
    return answer.value as EngineResults[T];
  };
  return {
    decide: (request) => run({ task: 'decide', ...request }),
    redecide: (request) => run({ task: 'redecide', ...request }),
    replay: (request) => run({ task: 'replay', ...request }),
    close: () => pool.close(),
  };
}
