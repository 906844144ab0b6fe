export { countWorkingDays, payDaysBetween, type Calendar, type PayDay } from './calendar.ts';
export { periodsAfter, sumByPeriod, type Periods } from './periods.ts';
export { calendarRegressors, type Regressors } from './regressors.ts';
export { methods } from './methods.ts';
