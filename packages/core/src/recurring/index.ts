export { calendarMonth, stepMonth } from './calendar-month.ts';
export { fillDue } from './fill-due.ts';
export { proposeSchedules } from './propose-schedules.ts';
export * from './recurring.schema.ts';
export { Cadence, Schedule } from './schedule.ts';
export { shapeStream, surprisesOf, type DatedAmount } from './shape-stream.ts';
export { standingOf } from './standing.ts';
export { paymentsWithDue, streamView, totalPerMonth } from './stream-view.ts';
export { streamEvents } from './stream-events.ts';
