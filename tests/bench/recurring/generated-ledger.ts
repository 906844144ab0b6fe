import { dateOfDayNumber } from '@steward/core/calendar';
import { createRandom, type Random } from '@steward/ml/random';
import type { Payment } from './find.ts';

/** A stream as it was made. */
export interface TrueStream {
  id: string;
  cadence: string;
  kind: string;
}

export interface GeneratedLedger {
  payments: Payment[];
  streams: TrueStream[];
}

interface Making extends GeneratedLedger {
  random: Random;
  household: number;
}

const DAY_MS = 86_400_000;
const FROM = Date.UTC(2023, 0, 1) / DAY_MS;
const TO = Date.UTC(2025, 11, 31) / DAY_MS;

/** Days on which no bank of England books, 2023 to 2025, as published at gov.uk/bank-holidays. */
const HOLIDAYS = new Set(
  [
    ...['2023-01-02', '2023-04-07', '2023-04-10', '2023-05-01', '2023-05-08', '2023-05-29', '2023-08-28'],
    ...['2023-12-25', '2023-12-26', '2024-01-01', '2024-03-29', '2024-04-01', '2024-05-06', '2024-05-27'],
    ...['2024-08-26', '2024-12-25', '2024-12-26', '2025-01-01', '2025-04-18', '2025-04-21', '2025-05-05'],
    ...['2025-05-26', '2025-08-25', '2025-12-25', '2025-12-26'],
  ].map((date) => Date.parse(date) / DAY_MS),
);

/** Households of three years whose recurring payments are known, with shops and habits around them. */
export function generateLedger(seed: number, households: number): GeneratedLedger {
  const making: Making = { random: createRandom(seed), household: 0, payments: [], streams: [] };
  for (; making.household < households; making.household++) {
    addStreams(making);
    addHabits(making);
  }
  return { payments: making.payments, streams: making.streams };
}

interface StreamPlan {
  kind: string;
  cadence: 'weekly' | 'fortnightly' | 'monthly' | 'last_working_day' | 'quarterly' | 'yearly';
  payee?: string;
  amount: number;
  /** Standard deviation of the amount, as a share. */
  strays?: number;
  season?: number;
  /** Days off the due day, at most. */
  jitter?: number;
  leftOut?: number;
  changes?: boolean;
  /** Whether it goes on all the time. */
  isWhole?: boolean;
}

function addStreams(making: Making): void {
  const { random } = making;
  const between = (least: number, most: number) => least + (most - least) * random.uniform();
  const price = () => Math.round(between(3, 60)) * 100 - 1;
  const plans: StreamPlan[] = [
    { kind: 'salary', cadence: 'last_working_day', amount: 250_000, strays: 0.01, isWhole: true },
    { kind: 'wages', cadence: 'fortnightly', amount: 90_000, strays: 0.15, leftOut: 0.02 },
    { kind: 'rent', cadence: 'monthly', amount: 95_000, isWhole: true, changes: true },
    {
      kind: 'energy',
      cadence: 'monthly',
      amount: 14_000,
      strays: 0.1,
      season: 0.5,
      jitter: 2,
      isWhole: true,
    },
    { kind: 'phone', cadence: 'monthly', amount: 2_800, strays: 0.25, jitter: 1 },
    { kind: 'subscription', cadence: 'monthly', amount: price(), changes: true },
    { kind: 'subscription', cadence: 'monthly', amount: price(), leftOut: 0.05 },
    { kind: 'subscription', cadence: 'monthly', amount: price() },
    { kind: 'gym', cadence: 'weekly', amount: price(), leftOut: 0.04 },
    { kind: 'cleaner', cadence: 'weekly', amount: 4_500, jitter: 1, leftOut: 0.1 },
    { kind: 'water', cadence: 'quarterly', amount: 9_500, strays: 0.12, jitter: 3, isWhole: true },
    { kind: 'tax', cadence: 'quarterly', amount: price() * 10, isWhole: true },
    { kind: 'insurance', cadence: 'yearly', amount: 42_000, strays: 0.08, jitter: 2, isWhole: true },
    { kind: 'two plans', cadence: 'monthly', payee: 'two plans', amount: price() },
    { kind: 'two plans', cadence: 'monthly', payee: 'two plans', amount: price() },
    { kind: 'shop and plan', cadence: 'monthly', payee: 'shop and plan', amount: 799, changes: true },
  ];
  for (const [index, plan] of plans.entries()) addStream(making, plan, index);
  addPurchases(making, { payee: 'shop and plan', meanGap: 9, price: () => Math.round(between(400, 9_000)) });
}

function addStream(making: Making, plan: StreamPlan, index: number): void {
  const { random, household } = making;
  const id = `${household}:${index}`;
  const uniform = (least: number, most: number) => least + Math.floor((most - least + 1) * random.uniform());
  const from = plan.isWhole ? FROM : FROM + uniform(0, 500);
  const to = plan.isWhole || random.uniform() < 0.6 ? TO : from + uniform(90, TO - from);
  const changesOn = plan.changes && random.uniform() < 0.6 ? uniform(from, to) : Infinity;
  const change = 1.03 + 0.25 * random.uniform();
  const due = dueDays(random, plan.cadence).filter((day) => day >= from && day <= to);
  let count = 0;
  for (const slot of due) {
    if (random.uniform() < (plan.leftOut ?? 0)) continue;
    const jitter = plan.jitter ? uniform(-plan.jitter, plan.jitter) : 0;
    const season = 1 + (plan.season ?? 0) * Math.cos((2 * Math.PI * ((slot - FROM) % 365)) / 365);
    const strays = Math.max(0.2, 1 + (plan.strays ?? 0) * random.normal());
    const amount = Math.max(1, Math.round(plan.amount * season * strays * (slot >= changesOn ? change : 1)));
    const payee = `${household} ${plan.payee ?? `${plan.kind} ${index}`}`;
    making.payments.push({ payee, date: dateOfDayNumber(slot + jitter), amountMinor: -amount, stream: id });
    count += 1;
  }
  if (count >= 3) making.streams.push({ id, cadence: plan.cadence, kind: plan.kind });
}

function dueDays(random: Random, cadence: StreamPlan['cadence']): number[] {
  const uniform = (most: number) => Math.floor(most * random.uniform());
  const shift = (['none', 'following', 'preceding'] as const)[uniform(3)] ?? 'none';
  if (cadence === 'weekly' || cadence === 'fortnightly') {
    const step = cadence === 'weekly' ? 7 : 14;
    const first = FROM + uniform(step);
    return Array.from({ length: Math.ceil((TO - first) / step) }, (_, index) => first + index * step).map(
      (day) => (HOLIDAYS.has(day) ? toWorkingDay(day, 1) : day),
    );
  }
  const step = { monthly: 1, last_working_day: 1, quarterly: 3, yearly: 12 }[cadence];
  const first = uniform(step);
  const ofMonth = 1 + uniform(31);
  return Array.from({ length: Math.floor(36 / step) }, (_, index) => {
    const month = first + index * step;
    const last = Date.UTC(2023, month + 1, 0) / DAY_MS;
    if (cadence === 'last_working_day') return toWorkingDay(last, -1);
    const day = Math.min(last, Date.UTC(2023, month, ofMonth) / DAY_MS);
    if (shift === 'none') return day;
    return toWorkingDay(day, shift === 'following' ? 1 : -1);
  });
}

function toWorkingDay(day: number, direction: 1 | -1): number {
  let moved = day;
  while ((((moved + 3) % 7) + 7) % 7 > 4 || HOLIDAYS.has(moved)) moved += direction;
  return moved;
}

interface Habit {
  payee: string;
  meanGap: number;
  price: () => number;
  /** 1 is chance; higher is more even. */
  shape?: number;
}

/** Purchases with gamma distributed gaps, of a shape that is a whole number. */
function addPurchases(
  { random, household, payments }: Making,
  { payee, meanGap, price, shape = 1 }: Habit,
): void {
  for (let time = FROM + meanGap * random.uniform(); time < TO;) {
    const date = dateOfDayNumber(Math.floor(time));
    payments.push({ payee: `${household} ${payee}`, date, amountMinor: -price(), stream: null });
    for (let stage = 0; stage < shape; stage++) time -= (meanGap / shape) * Math.log(1 - random.uniform());
  }
}

function addHabits(making: Making): void {
  const { random } = making;
  const between = (least: number, most: number) => Math.round(least + (most - least) * random.uniform());
  const menu = [250, 320, 320, 380];
  const habits: Habit[] = [
    { payee: 'coffee', meanGap: 1.6, shape: 2, price: () => menu[between(0, 3)] ?? 320 },
    { payee: 'bus', meanGap: 1.3, price: () => 175 },
    { payee: 'grocer twice a week', meanGap: 3.5, shape: 6, price: () => between(1_500, 9_000) },
    { payee: 'grocer once a week', meanGap: 7, shape: 9, price: () => between(3_000, 12_000) },
    { payee: 'fuel', meanGap: 11, shape: 6, price: () => between(4_000, 7_000) },
    { payee: 'hairdresser', meanGap: 32, shape: 9, price: () => 3_200 },
    { payee: 'pizza', meanGap: 24, price: () => menu[between(0, 3)] ?? 320 },
    { payee: 'parking', meanGap: 6, price: () => [200, 400][between(0, 1)] ?? 200 },
    { payee: 'pharmacy', meanGap: 30, price: () => between(300, 3_000) },
    { payee: 'cinema', meanGap: 45, shape: 2, price: () => 1_150 },
  ];
  for (const habit of habits) addPurchases(making, habit);
  for (let shop = 0; shop < 40; shop++) {
    const meanGap = 12 * (1 + 30 * random.uniform());
    const fixed = random.uniform() < 0.3 ? between(300, 6_000) : null;
    addPurchases(making, { payee: `shop ${shop}`, meanGap, price: () => fixed ?? between(300, 12_000) });
  }
}
