/** A clock that lies back in time and catches up in leaps. It never goes backwards and never ahead of the real one. */
export interface ShiftedClock {
  now(): Date;
  /** Milliseconds to add to the real clock; never above 0. */
  shiftMs(): number;
  /** Leaps to an instant, unless it is there already. */
  moveTo(at: Date): void;
}

export function createShiftedClock(realNow: () => Date, startAt: Date): ShiftedClock {
  let shiftMs = Math.min(0, startAt.getTime() - realNow().getTime());
  return {
    now: () => new Date(realNow().getTime() + shiftMs),
    shiftMs: () => shiftMs,
    moveTo: (at) => {
      shiftMs = Math.min(0, Math.max(shiftMs, at.getTime() - realNow().getTime()));
    },
  };
}
