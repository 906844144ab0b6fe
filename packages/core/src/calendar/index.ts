export { LocalDate, dayNumber, daysInMonth, localDate } from './local-date.ts';
export { DateOrder, parseDate, type ParsedDate } from './parse-date.ts';
