export { LocalDate, addDays, dateInZone, dateOfDayNumber, dayNumber, daysInMonth } from './local-date.ts';
export { DateOrder, parseDate } from './parse-date.ts';
export { todayIn } from './today.ts';
