import { DomainError } from '@steward/core/errors';
import type { DecideCall } from '../decisions/index.ts';
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
  /** Subjects of the groups that the thread has, the one being decided first. */
  underWay: number[];
  /** Whether the queue is looked at when the event loop turns. */
  isTurning: boolean;
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
    while (queue.waiting.length > 0 && mayGo(queue)) {
      const group = takeGroup(queue);
      queue.underWay.push(countSubjects(group));
      void send(workspaceId, group).finally(() => {
        queue.underWay.shift();
        pumpNextTurn(workspaceId, queue);
      });
    }
    if (queue.underWay.length === 0) queues.delete(workspaceId);
  };

  /** Calls that come in the same turn of the event loop go together. */
  const pumpNextTurn = (workspaceId: string, queue: WorkspaceQueue): void => {
    if (queue.isTurning) return;
    queue.isTurning = true;
    setImmediate(() => {
      queue.isTurning = false;
      pump(workspaceId, queue);
    });
  };

  return <T>(workspaceId: string, call: DecideCall): Promise<Serialised<T>> =>
    new Promise((resolve, reject) => {
      const queue = queues.get(workspaceId) ?? { waiting: [], underWay: [], isTurning: false };
      queues.set(workspaceId, queue);
      queue.waiting.push({ ...call, resolve, reject });
      pumpNextTurn(workspaceId, queue);
    });
}

/**
 * A group may go while none is being decided; one that is at least as large as that goes ahead, so that the thread does
 * not wait for it. Smaller ones wait and grow: each group has a commit of its own.
 */
function mayGo({ waiting, underWay }: WorkspaceQueue): boolean {
  const [first, second] = underWay;
  if (first === undefined) return true;
  return second === undefined && countSubjects(waiting) >= Math.min(first, GROUP_SUBJECTS);
}

function countSubjects(calls: readonly WaitingCall[]): number {
  return calls.reduce((count, { input }) => count + input.subjects.length, 0);
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
