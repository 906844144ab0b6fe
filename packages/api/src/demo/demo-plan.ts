import { addDays, type HouseholdAccount } from '@steward/core/demo';

/** What happens in a demo, and when. */
export type DemoStep = { at: Date } & (
  | {
      step: 'import';
      account: HouseholdAccount;
      /** Both included. */
      from: string;
      through: string;
      hasCategory: boolean;
    }
  | {
      step: 'review';
      /** How many items are answered at most, and how many are to wait at least. */
      answers: number;
      leaves: number;
      /** How often the person answers all alike at once, from 0 to 1. */
      alikeShare: number;
    }
);

interface DemoSpan {
  startDate: string;
  endDate: string;
}

/** The share of the history that comes with categories, as from another money app. */
const LABELLED_SHARE = 1 / 2;
/** Days from one file to the next, before the last weeks. */
const FILE_DAYS = 60;
/** The last days, in which files come weekly. */
const CLOSE_DAYS = 62;
/** The days that health measures. Nobody answers in the weeks before, so that there is enough to answer in them. */
const MEASURED_DAYS = 30;
const ANSWERS_A_DAY = 11;
const LEFT_WAITING = 24;

/** The steps of a demo in the order of time; none is later than the first minutes of `endDate`. */
export function planDemo({ startDate, endDate }: DemoSpan): DemoStep[] {
  const days = daysBetween(startDate, endDate);
  const labelledUntil = addDays(startDate, Math.max(28, Math.round(days * LABELLED_SHARE)));
  const closing = addDays(endDate, -CLOSE_DAYS);
  const closeFrom = closing > labelledUntil ? closing : labelledUntil;
  const early = datesFrom(addDays(labelledUntil, FILE_DAYS), closeFrom, FILE_DAYS);
  const dates = [labelledUntil, ...early, ...datesFrom(closeFrom, endDate, 7), endDate];
  const imports = dates.flatMap((through, index) => {
    const before = dates[index - 1];
    const from = before === undefined ? startDate : addDays(before, 1);
    // Each file is fetched on the morning after its last day, the very last ones on that day itself.
    const fetchedOn = through === endDate ? endDate : addDays(through, 1);
    return importsOn(fetchedOn, { from, through, hasCategory: before === undefined });
  });
  const steps = [
    ...imports,
    ...[...early, closeFrom].flatMap(reviewsAfter),
    ...closeReviews(closeFrom, endDate),
  ];
  return steps.sort((a, b) => a.at.getTime() - b.at.getTime());
}

function importsOn(day: string, span: { from: string; through: string; hasCategory: boolean }): DemoStep[] {
  return (['current', 'card', 'savings'] as const).map((account, index) => ({
    ...{ step: 'import', account, at: instantOf(day, `00:0${index + 1}`) },
    ...span,
  }));
}

/** What a file brought is answered on two evenings, mostly many at once. */
function reviewsAfter(date: string): DemoStep[] {
  return [
    { step: 'review', at: instantOf(addDays(date, 2), '19:20'), answers: 500, leaves: 155, alikeShare: 1 },
    { step: 'review', at: instantOf(addDays(date, 9), '20:05'), answers: 500, leaves: 140, alikeShare: 0.9 },
  ];
}

/** Every evening of the measured days the person answers a few, mostly one by one. */
function closeReviews(closeFrom: string, endDate: string): DemoStep[] {
  const measuredFrom = addDays(endDate, 1 - MEASURED_DAYS);
  const from = closeFrom > measuredFrom ? closeFrom : measuredFrom;
  return datesFrom(addDays(from, 1), endDate, 1).map((date) => ({
    ...{ step: 'review', at: instantOf(date, '18:45'), answers: ANSWERS_A_DAY, leaves: LEFT_WAITING },
    alikeShare: 0.1,
  }));
}

/** Every so many days from a date on, without the end. */
function datesFrom(from: string, end: string, stepDays: number): string[] {
  const count = Math.max(0, Math.ceil(daysBetween(from, end) / stepDays));
  return Array.from({ length: count }, (_, index) => addDays(from, index * stepDays));
}

function daysBetween(from: string, through: string): number {
  return (Date.parse(through) - Date.parse(from)) / 86_400_000;
}

function instantOf(date: string, time: string): Date {
  return new Date(`${date}T${time}:00Z`);
}
