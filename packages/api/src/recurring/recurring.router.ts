import {
  CalendarInput,
  CalendarMonth,
  EventPage,
  ListEventsInput,
  ListStreamsInput,
  StreamDetail,
  StreamPage,
} from '@steward/core/recurring';
import { z } from 'zod';
import { router, workspaceProcedure } from '../trpc/index.ts';
import { getStream, listRecurringEvents, listStreams, readCalendar } from './recurring.service.ts';

export const recurringRouter = router({
  listStreams: workspaceProcedure
    .can('ledger:read', {
      rest: 'GET /recurring',
      summary: 'Payments that come again and again, by the date of the next one.',
    })
    .input(ListStreamsInput)
    .output(StreamPage)
    .query(({ ctx, input }) => listStreams(ctx, input)),

  getStream: workspaceProcedure
    .can('ledger:read', {
      rest: 'GET /recurring/{id}',
      summary: 'A recurring stream with its payments and what happened to it.',
    })
    .input(z.object({ id: z.string().min(1).max(100) }))
    .output(StreamDetail)
    .query(({ ctx, input }) => getStream(ctx, input.id)),

  calendar: workspaceProcedure
    .can('ledger:read', {
      rest: 'GET /recurring/calendar',
      summary: 'A month of recurring payments: seen, still expected, missed.',
    })
    .input(CalendarInput)
    .output(CalendarMonth)
    .query(({ ctx, input }) => readCalendar(ctx, input)),

  events: workspaceProcedure
    .can('ledger:read', {
      rest: 'GET /recurring/events',
      summary: 'New, missed, changed and ended recurring payments, newest first.',
    })
    .input(ListEventsInput)
    .output(EventPage)
    .query(({ ctx, input }) => listRecurringEvents(ctx.db, input)),
});
