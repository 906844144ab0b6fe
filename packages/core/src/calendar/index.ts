export { LocalDate, dayNumber } from './local-date.ts';
export { DateOrder, parseDate } from './parse-date.ts';
