/** Subjects that are worked on together, unless one call alone has more. */
const GROUP_SUBJECTS = 500;

interface GroupWork<Call, Answer> {
  /** Answers the calls of a workspace, one each, in order; they have as many subjects together. */
  work: (workspaceId: string, calls: Call[], subjects: number) => Promise<Answer[]>;
  subjectsOf: (call: Call) => number;
  /** Two calls with the same key are never in one group. */
  keyOf: (call: Call) => string;
}

interface WaitingCall<Call, Answer> {
  call: Call;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

/**
 * Hands calls that wait at the same time to a thread together: what costs once a group, the disk above all, is
 * then shared by them. A call that comes alone goes at once.
 */
export function createGroups<Call, Answer>(how: GroupWork<Call, Answer>) {
  const queues = new Map<string, Queue<Call, Answer>>();
  return (workspaceId: string, call: Call): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const queue = queues.get(workspaceId) ?? new Queue(workspaceId, how, () => queues.delete(workspaceId));
      queues.set(workspaceId, queue);
      queue.add({ call, resolve, reject });
    });
}

/** The calls of one workspace. */
class Queue<Call, Answer> {
  private waiting: WaitingCall<Call, Answer>[] = [];
  /** Subjects of the groups that the thread has, the one it works on first. */
  private readonly underWay: number[] = [];
  private isTurning = false;
  private readonly workspaceId: string;
  private readonly how: GroupWork<Call, Answer>;
  private readonly onEmpty: () => void;

  constructor(workspaceId: string, how: GroupWork<Call, Answer>, onEmpty: () => void) {
    this.workspaceId = workspaceId;
    this.how = how;
    this.onEmpty = onEmpty;
  }

  /** Calls that come in the same turn of the event loop go together. */
  add(call: WaitingCall<Call, Answer>): void {
    this.waiting.push(call);
    this.pumpNextTurn();
  }

  private pumpNextTurn(): void {
    if (this.isTurning) return;
    this.isTurning = true;
    setImmediate(() => {
      this.isTurning = false;
      this.pump();
    });
  }

  private pump(): void {
    while (this.waiting.length > 0 && this.mayGo()) {
      const group = this.takeGroup();
      this.underWay.push(this.count(group));
      void this.send(group).finally(() => {
        this.underWay.shift();
        this.pumpNextTurn();
      });
    }
    if (this.underWay.length === 0) this.onEmpty();
  }

  /**
   * A group may go while none is under way; one that is at least as large as that goes ahead, so that the thread
   * does not wait for it. Smaller ones wait and grow: each group has a commit of its own.
   */
  private mayGo(): boolean {
    const [first, second] = this.underWay;
    if (first === undefined) return true;
    return second === undefined && this.count(this.waiting) >= Math.min(first, GROUP_SUBJECTS);
  }

  private count(group: readonly WaitingCall<Call, Answer>[]): number {
    return group.reduce((subjects, { call }) => subjects + this.how.subjectsOf(call), 0);
  }

  /** The calls that came first, as many as make a group; of two with the same key the second waits for the next. */
  private takeGroup(): WaitingCall<Call, Answer>[] {
    const group: WaitingCall<Call, Answer>[] = [];
    const later: WaitingCall<Call, Answer>[] = [];
    const keys = new Set<string>();
    let subjects = 0;
    for (const one of this.waiting) {
      const key = this.how.keyOf(one.call);
      const own = this.how.subjectsOf(one.call);
      const isFull = group.length > 0 && subjects + own > GROUP_SUBJECTS;
      if (isFull || keys.has(key)) {
        later.push(one);
        continue;
      }
      keys.add(key);
      subjects += own;
      group.push(one);
    }
    this.waiting = later;
    return group;
  }

  private async send(group: readonly WaitingCall<Call, Answer>[]): Promise<void> {
    try {
      const calls = group.map(({ call }) => call);
      const answers = await this.how.work(this.workspaceId, calls, this.count(group));
      if (answers.length !== group.length) throw new Error('the thread left calls without an answer');
      for (const [index, answer] of answers.entries()) group[index]?.resolve(answer);
    } catch (error) {
      // One of them may be what the others cannot help: each gets its own try.
      if (group.length > 1) await Promise.all(group.map((one) => this.send([one])));
      else group[0]?.reject(error);
    }
  }
}
