import { DomainError } from '@steward/core/errors';
import type { DecideCall } from '../decisions/index.ts';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Serialised, type SerialisedList } from '../wire/index.ts';
import type { ThreadAnswer } from './engine.thread.ts';

/** Subjects that are decided and stored in one transaction, unless one call alone has more. */
const GROUP_SUBJECTS = 500;

interface WaitingCall extends DecideCall {
  resolve: (decisions: Serialised<never>) => void;
  reject: (error: unknown) => void;
}

interface WorkspaceQueue {
  waiting: WaitingCall[];
  /** One group of a workspace at a time: the calls that come meanwhile make the next one. */
  isBusy: boolean;
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

  const empty = async (workspaceId: string, queue: WorkspaceQueue): Promise<void> => {
    queue.isBusy = true;
    while (queue.waiting.length > 0) {
      // Calls that came in the same turn of the event loop go together.
      await nextTurn();
      await send(workspaceId, takeGroup(queue));
    }
    queue.isBusy = false;
    queues.delete(workspaceId);
  };

  return <T>(workspaceId: string, call: DecideCall): Promise<Serialised<T>> =>
    new Promise((resolve, reject) => {
      const queue = queues.get(workspaceId) ?? { waiting: [], isBusy: false };
      queues.set(workspaceId, queue);
      queue.waiting.push({ ...call, resolve, reject });
      if (!queue.isBusy) void empty(workspaceId, queue);
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
