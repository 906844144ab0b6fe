import { z } from 'zod';
import { LocalDate } from '../calendar/index.ts';
import { idSchema } from '../identity/index.ts';
import { Cadence, Schedule } from './schedule.ts';

/** How far the next one may lie from what is expected, at 80 %; or how many payments that would take. */
export const Reach = z.discriminatedUnion('status', [
  z.object({ status: z.literal('measured'), value: z.number().int().min(0), n: z.number().int() }),
  z.object({ status: z.literal('insufficient_data'), needed: z.number().int(), has: z.number().int() }),
]);
export type Reach = z.infer<typeof Reach>;

/** What is kept of a stream, and does not depend on the day on which it is looked at. */
export const StreamShape = z.object({
  version: z.literal(1),
  schedule: Schedule,
  /** Numbers of the due days that the first and the last payment were for. */
  firstDue: z.number().int(),
  lastDue: z.number().int(),
  paymentCount: z.number().int().min(1),
  firstDate: LocalDate,
  lastDate: LocalDate,
  typicalAmountMinor: z.number().int(),
  leastAmountMinor: z.number().int(),
  mostAmountMinor: z.number().int(),
  nextAmountMinor: z.number().int(),
  dayReach: Reach,
  amountReach: Reach,
});
export type StreamShape = z.infer<typeof StreamShape>;

export const StreamStatus = z.enum(['early', 'mature', 'ended']);
export type StreamStatus = z.infer<typeof StreamStatus>;

export const Verdict = z.enum(['none', 'confirmed', 'dismissed']);
export type Verdict = z.infer<typeof Verdict>;

/** What people said of a stream. */
export const StreamVerdict = z.object({
  verdict: Verdict,
  name: z.string().nullable(),
  endedOn: LocalDate.nullable(),
});
export type StreamVerdict = z.infer<typeof StreamVerdict>;

export const NextPayment = z.object({
  date: LocalDate,
  amountMinor: z.number().int(),
  /** In days on both sides. */
  dayReach: Reach,
  /** In minor units on both sides. */
  amountReach: Reach,
});
export type NextPayment = z.infer<typeof NextPayment>;

export const RecurringStream = z.object({
  id: idSchema('rec'),
  payeeId: z.string(),
  payeeName: z.string(),
  accountId: z.string(),
  accountName: z.string(),
  currency: z.string(),
  cadence: Cadence,
  status: StreamStatus,
  ...StreamVerdict.shape,
  paymentCount: z.number().int(),
  firstDate: LocalDate,
  lastDate: LocalDate,
  typicalAmountMinor: z.number().int(),
  leastAmountMinor: z.number().int(),
  mostAmountMinor: z.number().int(),
  /** Due days in a row that passed without a payment. */
  missedInRow: z.number().int().min(0),
  /** null once it has ended. */
  next: NextPayment.nullable(),
  /** The typical amount, on average over a year, for one month. */
  monthlyAmountMinor: z.number().int(),
  /** Natural logarithm of how much likelier its days are by the cadence than by the best habit. */
  logEvidence: z.number(),
});
export type RecurringStream = z.infer<typeof RecurringStream>;

export const ListStreamsInput = z.object({
  show: z.enum(['active', 'ended', 'dismissed']).default('active'),
  direction: z.enum(['all', 'out', 'in']).default('all'),
  cadence: Cadence.optional(),
  payeeId: z.string().max(100).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListStreamsInput = z.infer<typeof ListStreamsInput>;

export const MonthlyTotal = z.object({
  currency: z.string(),
  inMinor: z.number().int(),
  outMinor: z.number().int(),
  streams: z.number().int(),
});
export type MonthlyTotal = z.infer<typeof MonthlyTotal>;

export const StreamPage = z.object({
  items: z.array(RecurringStream),
  nextCursor: z.string().nullable(),
  total: z.number().int(),
  /** What the active streams come to in a month on average, of all of them, whatever is filtered. */
  monthly: z.array(MonthlyTotal),
  /** Payees whose transactions changed since they were looked at. */
  waitingPayees: z.number().int(),
});
export type StreamPage = z.infer<typeof StreamPage>;

export const StreamPayment = z.object({
  transactionId: z.string(),
  date: LocalDate,
  dueDate: LocalDate,
  amountMinor: z.number().int(),
});
export type StreamPayment = z.infer<typeof StreamPayment>;

export const StreamEventKind = z.enum(['new', 'missed', 'amount_changed', 'ended']);
export type StreamEventKind = z.infer<typeof StreamEventKind>;

export const StreamEvent = z.object({
  /** The same whenever it is worked out: stream, kind and date. */
  id: z.string(),
  streamId: z.string(),
  kind: StreamEventKind,
  date: LocalDate,
  /** What was expected and what came, in minor units; null where no payment is meant. */
  expectedMinor: z.number().int().nullable(),
  amountMinor: z.number().int().nullable(),
});
export type StreamEvent = z.infer<typeof StreamEvent>;

export const StreamDetail = RecurringStream.extend({
  /** Newest first. */
  payments: z.array(StreamPayment),
  events: z.array(StreamEvent),
});
export type StreamDetail = z.infer<typeof StreamDetail>;

export const ListEventsInput = z.object({
  kind: StreamEventKind.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListEventsInput = z.infer<typeof ListEventsInput>;

export const EventPage = z.object({
  items: z.array(StreamEvent.extend({ name: z.string(), currency: z.string() })),
  nextCursor: z.string().nullable(),
});
export type EventPage = z.infer<typeof EventPage>;

/** A month, `2026-11`. */
export const Month = z
  .string()
  .regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/, 'expected a month such as 2026-11');

export const CalendarInput = z.object({ month: Month.optional() });
export type CalendarInput = z.infer<typeof CalendarInput>;

export const CalendarEntry = z.object({
  streamId: z.string(),
  name: z.string(),
  /** Where it is shown: when it was paid, else when it is due. */
  date: LocalDate,
  dueDate: LocalDate,
  state: z.enum(['seen', 'expected', 'missed']),
  amountMinor: z.number().int(),
  currency: z.string(),
  transactionId: z.string().nullable(),
});
export type CalendarEntry = z.infer<typeof CalendarEntry>;

export const CalendarMonth = z.object({
  month: Month,
  previous: z.string(),
  next: z.string(),
  today: LocalDate,
  entries: z.array(CalendarEntry),
  /** By currency: what has been seen, and what is still expected. */
  totals: z.array(
    z.object({
      currency: z.string(),
      seenInMinor: z.number().int(),
      seenOutMinor: z.number().int(),
      expectedInMinor: z.number().int(),
      expectedOutMinor: z.number().int(),
    }),
  ),
});
export type CalendarMonth = z.infer<typeof CalendarMonth>;
