export { CreateDemo, DemoMark, DemoProgress } from './demo.schema.ts';
export { generateHousehold } from './household.ts';
export { pathOf } from './household-categories.ts';
export { addDays, subtractMonths } from './household-days.ts';
export { writeHouseholdFile } from './household-file.ts';
export type { Household, HouseholdAccount, HouseholdRow } from './household.schema.ts';
export { createRandom, type Random } from './random.ts';
