import { dayNumber } from '../calendar/index.ts';
import { printAmount, printMemo, printPayee } from './bank-text.ts';
import { BILLS, ONCE, PEOPLE, type Bill } from './bills.ts';
import { HOUSEHOLD_BUDGETS } from './household-budgets.ts';
import { categoriesOf } from './household-categories.ts';
import {
  addDays,
  lastWorkingDay,
  monthsBetween,
  subtractMonths,
  toDate,
  type CalendarMonth,
} from './household-days.ts';
import type { Household, HouseholdAccount, HouseholdRow } from './household.schema.ts';
import { createRandom, type Random } from './random.ts';
import { SHOPS, type Shop } from './shops.ts';

export interface HouseholdWish {
  seed: number;
  /** The last day that may hold a row. */
  endDate: string;
  months: number;
}

interface Setting {
  random: Random;
  startDate: string;
  endDate: string;
}

/**
 * A made-up household's bank rows: pay, rent, recurring and seasonal spending, refunds, transfers between its own
 * accounts, and the mess that banks make of it. The same wish gives the same rows.
 */
export function generateHousehold({ seed, endDate, months }: HouseholdWish): Household {
  const startDate = addDays(subtractMonths(endDate, months), 1);
  const setting: Setting = { random: createRandom(seed), startDate, endDate };
  const calendar = monthsBetween(startDate, endDate);
  const spent = calendar.flatMap((month) => [
    ...BILLS.flatMap((bill) => rowsOfBill(bill, month, setting)),
    ...SHOPS.flatMap((shop) => rowsOfShop(shop, month, setting)),
    ...rowsOfPeople(month, setting),
  ]);
  const single = [...spent, ...rowsOnce(setting)].filter((row) => isWithin(row, setting));
  const transfers = calendar.flatMap((month) => [
    ...transfer({ date: toDate(month, 2), amount: 40_000, from: 'current', to: 'savings' }),
    ...payCard(month, single),
  ]);
  const rows = [...single, ...transfers.filter((row) => isWithin(row, setting))];
  return {
    accounts: [
      { key: 'current', name: 'Current account', type: 'checking', openingBalanceMinor: 184_320 },
      { key: 'savings', name: 'Savings', type: 'savings', openingBalanceMinor: 620_000 },
      { key: 'card', name: 'Credit card', type: 'card', openingBalanceMinor: 0 },
    ],
    categories: categoriesOf(rows.map(({ category }) => category)),
    budgets: HOUSEHOLD_BUDGETS,
    rows: breakSome(inOrder(rows), setting),
  };
}

interface Booking {
  account: HouseholdAccount;
  date: string;
  payee: string;
  memo: string;
  amountMinor: number;
  category: string;
}

function toRow(booking: Booking): HouseholdRow {
  return { ...booking, amount: printAmount(booking.amountMinor), transfer: null };
}

function isWithin({ date }: HouseholdRow, { startDate, endDate }: Setting): boolean {
  return date >= startDate && date <= endDate;
}

function rowsOfBill(bill: Bill, month: CalendarMonth, { random, startDate }: Setting): HouseholdRow[] {
  if (bill.months && !bill.months.includes(month.month)) return [];
  const { account, payee, memo, category, strays = 0, rises = 0 } = bill;
  const date = bill.day === 'last working day' ? lastWorkingDay(month) : toDate(month, bill.day);
  const years = month.year - Number(startDate.slice(0, 4));
  const stray = 1 + strays * (2 * random.fraction() - 1);
  const share = (bill.season?.[month.month - 1] ?? 1) * (1 + rises) ** years * stray;
  return [toRow({ account, date, payee, memo, category, amountMinor: Math.round(bill.amount * share) })];
}

function rowsOfShop(shop: Shop, month: CalendarMonth, setting: Setting): HouseholdRow[] {
  const { random, startDate, endDate } = setting;
  const rate = shop.visitsPerMonth * (shop.season?.[month.month] ?? 1) * (0.75 + random.fraction() / 2);
  const visits = Math.floor(rate) + (random.chance(rate % 1) ? 1 : 0);
  const opensOn =
    shop.opensDaysBeforeEnd === undefined ? startDate : addDays(endDate, -shop.opensDaysBeforeEnd);
  return Array.from({ length: visits }, () => toDate(month, random.between(1, 31)))
    .flatMap((date) => visit(shop, date, random))
    .filter(({ date }) => date >= opensOn);
}

/** One payment; now and then a second one alike, and now and then it comes back. */
function visit(shop: Shop, date: string, random: Random): HouseholdRow[] {
  const category = random.weighted(shop.categories, shop.categories[0]?.[0] ?? '');
  // Small sums are commoner than large ones.
  const amountMinor = -Math.round(shop.low + (shop.high - shop.low) * random.fraction() ** 2);
  const payee = printPayee(shop.name, random.pick(shop.printed), random);
  const memo = printMemo(date, random);
  const paid = toRow({ account: shop.account, date, payee, memo, amountMinor, category });
  const again = random.chance(shop.twice ?? 0) ? [paid] : [];
  if (!random.chance(shop.refunds ?? 0)) return [paid, ...again];
  const back = { date: addDays(date, random.between(3, 16)), memo: 'REFUND', amountMinor: -amountMinor };
  return [paid, ...again, toRow({ ...paid, ...back })];
}

function rowsOfPeople(month: CalendarMonth, { random }: Setting): HouseholdRow[] {
  return PEOPLE.filter(() => random.chance(0.4)).map(([payee, memo, category]) => {
    const amount = random.between(4, 45) * 100;
    const amountMinor = random.chance(0.6) ? -amount : amount;
    const date = toDate(month, random.between(1, 28));
    return toRow({ account: 'current', date, payee, memo, category, amountMinor });
  });
}

function rowsOnce({ random, startDate, endDate }: Setting): HouseholdRow[] {
  const days = dayNumber(endDate) - dayNumber(startDate);
  return ONCE.map(([payee, amountMinor, category], index) => {
    // The last ones come in the last weeks, so that something new always waits.
    const isRecent = index >= ONCE.length - 3;
    const ago = isRecent ? random.between(0, Math.min(14, days)) : random.between(0, days);
    const date = addDays(endDate, -ago);
    return toRow({ account: 'current', date, payee, memo: '', category, amountMinor });
  });
}

interface Transfer {
  date: string;
  amount: number;
  from: HouseholdAccount;
  to: HouseholdAccount;
}

const TRANSFER_NAMES: Record<HouseholdAccount, string> = {
  current: 'Own current account',
  savings: 'Own savings account',
  card: 'MERIDIAN CREDIT CARD',
};

/** Both sides of money that stays in the household. */
function transfer({ date, amount, from, to }: Transfer): HouseholdRow[] {
  const category = to === 'card' ? 'Transfers > Card payment' : 'Transfers > Savings';
  const shared = { transfer: `${date} ${from} ${to}` };
  const memo = to === 'card' ? 'MONTHLY SETTLEMENT' : 'STANDING ORDER';
  const out = { account: from, date, memo, category, payee: TRANSFER_NAMES[to], amountMinor: -amount };
  const incoming = { account: to, date, memo, category, payee: TRANSFER_NAMES[from], amountMinor: amount };
  return [
    { ...toRow(out), ...shared },
    { ...toRow(incoming), ...shared },
  ];
}

/** What the card owes for the month before is paid from the current account. */
function payCard(month: CalendarMonth, rows: readonly HouseholdRow[]): HouseholdRow[] {
  const date = toDate(month, 5);
  const before = subtractMonths(date, 1).slice(0, 7);
  const amount = rows
    .filter((row) => row.account === 'card' && row.date.startsWith(before))
    .reduce((sum, row) => sum - (row.amountMinor ?? 0), 0);
  return amount > 0 ? transfer({ date, amount, from: 'current', to: 'card' }) : [];
}

function inOrder(rows: readonly HouseholdRow[]): HouseholdRow[] {
  return [...rows].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

/** About one row in so many is followed by one that the bank printed wrong. */
const BROKEN_EVERY = 400;
const MISPRINTS = ['12,3O', 'n/a', '--', '4.5.00'] as const;

function breakSome(rows: readonly HouseholdRow[], { random }: Setting): HouseholdRow[] {
  const from = random.between(40, 80);
  return rows.flatMap((row, index) => {
    if (index % BROKEN_EVERY !== from || row.transfer !== null) return [row];
    return [row, { ...row, amount: random.pick(MISPRINTS), amountMinor: null }];
  });
}
