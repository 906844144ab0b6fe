import { dateOfDayNumber, dayNumber, type LocalDate } from '../calendar/index.ts';
import type { NextPayment, StreamShape, StreamStatus, StreamVerdict } from './recurring.schema.ts';
import { CADENCES, dueDay } from './schedule.ts';

/** How a stream stands on a day. */
export interface Standing {
  status: StreamStatus;
  /** Due days that passed without a payment since the last one, up to the end. */
  missed: LocalDate[];
  endedOn: LocalDate | null;
  next: NextPayment | null;
}

/** Before anything is known, one due day in ten is left out; worth ten due days. */
const LEFT_OUT_PRIOR = { leftOut: 1, due: 10 };
/** A stream is over when as many misses in a row would come less often than this if it went on. */
const END_CHANCE = 0.01;

/**
 * A stream has ended when a person said so, or when at least two due days in a row passed that would both be left out less
 * than once in a hundred times, by how often this stream left one out before. It is mature when there are payments enough
 * to say how far the next one may lie from what is expected.
 */
export function standingOf(
  shape: StreamShape,
  { endedOn }: Pick<StreamVerdict, 'endedOn'>,
  today: LocalDate,
): Standing {
  if (endedOn !== null && endedOn <= today) return { status: 'ended', missed: [], endedOn, next: null };
  const { schedule, lastDue, dayReach, amountReach } = shape;
  const { tolerance } = CADENCES[schedule.cadence];
  const day = dayNumber(today);
  const enough = missesToEnd(shape);
  const missed: LocalDate[] = [];
  let due = lastDue + 1;
  for (; dueDay(schedule, due) + tolerance < day; due++) {
    missed.push(dateOfDayNumber(dueDay(schedule, due)));
    if (missed.length === enough)
      return { status: 'ended', missed, endedOn: missed.at(-1) ?? null, next: null };
  }
  const isMature = dayReach.status === 'measured' && amountReach.status === 'measured';
  return {
    status: isMature ? 'mature' : 'early',
    ...{ missed, endedOn: null },
    next: {
      date: dateOfDayNumber(dueDay(schedule, due)),
      ...{ amountMinor: shape.nextAmountMinor, dayReach, amountReach },
    },
  };
}

function missesToEnd({ firstDue, lastDue, paymentCount }: StreamShape): number {
  const due = lastDue - firstDue + 1;
  const leftOut = Math.max(0, due - paymentCount);
  const share = (leftOut + LEFT_OUT_PRIOR.leftOut) / (due + LEFT_OUT_PRIOR.due);
  return Math.max(2, Math.ceil(Math.log(END_CHANCE) / Math.log(share)));
}

/** The typical amount for one month, on average over a year. */
export function monthlyAmountOf({ schedule, typicalAmountMinor }: StreamShape): number {
  return Math.round((typicalAmountMinor * CADENCES[schedule.cadence].perYear) / 12);
}
