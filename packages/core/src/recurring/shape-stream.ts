import { dateOfDayNumber } from '../calendar/index.ts';
import type { Reach, StreamShape } from './recurring.schema.ts';
import { dueDay, nearestDue, type Schedule } from './schedule.ts';

/** A payment of a stream. */
export interface DatedAmount {
  day: number;
  amountMinor: number;
}

/** What came otherwise than expected: days off the due day, and minor units off what would have been said before. */
export interface StreamSurprises {
  days: number[];
  amounts: number[];
}

/** Payments that the amount of the next one is guessed from. */
const RECENT = 5;
/** Surprises of long ago say little of the next payment. */
const REMEMBERED = 24;

/** How far payments, by day, came off what was due; each amount against the guess from those before it. */
export function surprisesOf(schedule: Schedule, payments: readonly DatedAmount[]): StreamSurprises {
  const guess = chooseGuess(payments.map(({ amountMinor }) => amountMinor));
  return {
    days: payments
      .slice(-REMEMBERED)
      .map(({ day }) => Math.abs(day - dueDay(schedule, nearestDue(schedule, day)))),
    amounts: surprisesBy(
      guess,
      payments.map(({ amountMinor }) => amountMinor),
    ).slice(-REMEMBERED),
  };
}

interface Found {
  schedule: Schedule;
  /** By day, at least one. */
  payments: readonly DatedAmount[];
  dayReach: Reach;
  amountReach: Reach;
}

export function shapeStream({ schedule, payments, dayReach, amountReach }: Found): StreamShape {
  const amounts = payments.map(({ amountMinor }) => amountMinor);
  const days = payments.map(({ day }) => day);
  const [first = 0] = days;
  const last = days.at(-1) ?? first;
  return {
    ...{ version: 1, schedule, dayReach, amountReach, paymentCount: payments.length },
    ...{ firstDue: nearestDue(schedule, first), lastDue: nearestDue(schedule, last) },
    ...{ firstDate: dateOfDayNumber(first), lastDate: dateOfDayNumber(last) },
    typicalAmountMinor: medianOf(amounts.slice(-12)),
    leastAmountMinor: amounts.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a)),
    mostAmountMinor: amounts.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a)),
    nextAmountMinor: chooseGuess(amounts)(amounts),
  };
}

/** The next amount, from those before it. */
type Guess = (before: readonly number[]) => number;

const lastAmount: Guess = (before) => before.at(-1) ?? 0;
const recentMedian: Guess = (before) => medianOf(before.slice(-RECENT));

/** The last amount, or the median of the last five where that would have been nearer so far. */
function chooseGuess(amounts: readonly number[]): Guess {
  const sum = (guess: Guess) => surprisesBy(guess, amounts).reduce((total, one) => total + one, 0);
  return sum(recentMedian) < sum(lastAmount) ? recentMedian : lastAmount;
}

function surprisesBy(guess: Guess, amounts: readonly number[]): number[] {
  return amounts
    .slice(1)
    .map((amount, index) =>
      Math.abs(amount - guess(amounts.slice(Math.max(0, index + 1 - RECENT), index + 1))),
    );
}

/** The amounts that differ from what was expected more than any before, of at least four; with what was expected. */
export function unusualAmounts(amounts: readonly number[]): { index: number; expectedMinor: number }[] {
  const guess = chooseGuess(amounts);
  const unusual: { index: number; expectedMinor: number }[] = [];
  let most = 0;
  for (const [before, surprise] of surprisesBy(guess, amounts).entries()) {
    if (before >= FEWEST_SURPRISES && surprise > most) {
      unusual.push({ index: before + 1, expectedMinor: guess(amounts.slice(0, before + 1)) });
    }
    most = Math.max(most, surprise);
  }
  return unusual;
}

/** One in five or less would be more than all of four by chance, and ever fewer of more. */
const FEWEST_SURPRISES = 4;

/** The lower one of two in the middle, so that it is an amount that was paid. */
function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
