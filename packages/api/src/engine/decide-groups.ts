import { DomainError } from '@steward/core/errors';
import type { DecideCall } from '../decisions/index.ts';
import { Serialised, type SerialisedList } from '../wire/index.ts';
import type { ThreadAnswer } from './engine.thread.ts';

/** Subjects that are decided and stored in one transaction, unless one call alone has more. */
const GROUP_SUBJECTS = 500;
/** Groups of a workspace under way: while one is decided the next one lies ready. */
const UNDER_WAY = 2;

interface WaitingCall extends DecideCall {
  resolve: (decisions: Serialised<never>) => void;
  reject: (error: unknown) => void;
}

interface WorkspaceQueue {
  waiting: WaitingCall[];
  underWay: number;
}

type DecideGroup = (workspaceId: string, calls: DecideCall[]) => Promise<ThreadAnswer<SerialisedList>[]>;

/**
 * Hands calls that wait at the same time to the thread together: what costs once a transaction, the disk above
 * all, is then shared by them. A call that comes alone goes at once.
 */
export function createDecideGroups(decideGroup: DecideGroup) {
  const queues = new Map<string, WorkspaceQueue>();

  const send = async (workspaceId: string, calls: WaitingCall[]): Promise<void> => {
    try {
      const group = calls.map(({ actor, input }) => ({ actor, input }));
      const answers = await decideGroup(workspaceId, group);
      calls.forEach((call, index) => settle(call, answers[index]));
    } catch (error) {
      // One of them may be what the others cannot help: each gets its own try.
      if (calls.length > 1) await Promise.all(calls.map((call) => send(workspaceId, [call])));
      else calls[0]?.reject(error);
    }
  };

  const pump = (workspaceId: string, queue: WorkspaceQueue): void => {
    while (queue.underWay < UNDER_WAY && queue.waiting.length > 0) {
      queue.underWay += 1;
      void send(workspaceId, takeGroup(queue)).finally(() => {
        queue.underWay -= 1;
        if (queue.underWay === 0 && queue.waiting.length === 0) queues.delete(workspaceId);
        else pump(workspaceId, queue);
      });
    }
  };

  return <T>(workspaceId: string, call: DecideCall): Promise<Serialised<T>> =>
    new Promise((resolve, reject) => {
      const queue = queues.get(workspaceId) ?? { waiting: [], underWay: 0 };
      queues.set(workspaceId, queue);
      queue.waiting.push({ ...call, resolve, reject });
      pump(workspaceId, queue);
    });
}

/** The calls that came first, as many as make a group; of two with the same key the second waits for the next. */
function takeGroup(queue: WorkspaceQueue): WaitingCall[] {
  const group: WaitingCall[] = [];
  const later: WaitingCall[] = [];
  const keys = new Set<string>();
  let subjects = 0;
  for (const call of queue.waiting) {
    const { idempotencyKey, subjects: own } = call.input;
    const isFull = group.length > 0 && subjects + own.length > GROUP_SUBJECTS;
    if (isFull || keys.has(idempotencyKey)) {
      later.push(call);
      continue;
    }
    keys.add(idempotencyKey);
    subjects += own.length;
    group.push(call);
  }
  queue.waiting = later;
  return group;
}

function settle(call: WaitingCall, answer: ThreadAnswer<SerialisedList> | undefined): void {
  if (answer?.ok) call.resolve(new Serialised(answer.value));
  else call.reject(answer ? new DomainError(answer) : new Error('the thread left a call without an answer'));
}
