import type { HouseholdAccount } from './household.schema.ts';

/** Where the household goes again and again. All names are made up. */
export interface Shop {
  name: string;
  /** What the bank prints beside the name: numbers of branches, terminals, towns. */
  printed: readonly [string, ...string[]];
  account: HouseholdAccount;
  visitsPerMonth: number;
  /** Minor units of one visit. */
  low: number;
  high: number;
  /** Category paths with their weights: one for most, several where the shop sells several things. */
  categories: readonly (readonly [string, number])[];
  /** How many times as many visits in a month of the year, from 1; all others as usual. */
  season?: Readonly<Record<number, number>>;
  /** The share of visits that is given back later. */
  refunds?: number;
  /** The share of visits that happen twice on the day, for the same amount. */
  twice?: number;
  /** Opens so many days before the end of the history. */
  opensDaysBeforeEnd?: number;
}

const GROCERIES = 'Food > Groceries';
const HOUSEHOLD = 'Home > Household goods';
const EATING_OUT = 'Food > Eating out';
const CLOTHES = 'Personal > Clothes';
const GIFTS = 'Personal > Gifts';
const BOOKS = 'Leisure > Books and films';

const FOOD: readonly Shop[] = [
  {
    ...{ name: 'Northgate Market', printed: ['0412 ALDMOUTH', '0412', '0733 KELBRIDGE'], account: 'current' },
    ...{ visitsPerMonth: 11, low: 900, high: 9_600 },
    categories: [
      [GROCERIES, 0.86],
      [HOUSEHOLD, 0.14],
    ],
  },
  {
    ...{ name: 'Hallam Stores', printed: ['ALDMOUTH', 'RETAIL PARK'], account: 'card' },
    ...{ visitsPerMonth: 5, low: 1_200, high: 12_500, refunds: 0.05 },
    categories: [
      [GROCERIES, 0.5],
      [HOUSEHOLD, 0.28],
      [CLOTHES, 0.22],
    ],
  },
  {
    ...{ name: 'Weir Lane Bakery', printed: ['', 'ALDMOUTH'], account: 'current' },
    ...{ visitsPerMonth: 8, low: 280, high: 1_450, categories: [[GROCERIES, 1]] },
  },
  {
    ...{ name: 'Green Barrow', printed: ['ORGANICS', 'ALDMOUTH'], account: 'current' },
    ...{ visitsPerMonth: 3, low: 800, high: 4_200, categories: [[GROCERIES, 1]] },
  },
  {
    ...{ name: 'Kettle & Crumb', printed: ['', 'STATION', 'ALDMOUTH'], account: 'card', twice: 0.18 },
    ...{ visitsPerMonth: 12, low: 260, high: 780, categories: [['Food > Coffee', 1]] },
  },
  {
    ...{ name: 'Bean Yard', printed: ['KELBRIDGE', ''], account: 'card', twice: 0.1 },
    ...{ visitsPerMonth: 5, low: 290, high: 690, categories: [['Food > Coffee', 1]] },
  },
  {
    ...{ name: 'Trattoria Olmo', printed: ['ALDMOUTH', ''], account: 'card' },
    ...{ visitsPerMonth: 1.6, low: 3_400, high: 9_800, categories: [[EATING_OUT, 1]] },
  },
  {
    ...{ name: 'Saffron House', printed: ['TAKEAWAY', 'ALDMOUTH'], account: 'card' },
    ...{ visitsPerMonth: 2.4, low: 1_600, high: 5_200, categories: [[EATING_OUT, 1]] },
  },
  {
    ...{ name: 'Noodle Bar Lin', printed: ['KELBRIDGE', '#2'], account: 'current' },
    ...{ visitsPerMonth: 3, low: 900, high: 2_900, categories: [[EATING_OUT, 1]] },
  },
  {
    ...{ name: 'Canteen Foundry Court', printed: ['', 'TILL 3'], account: 'current' },
    ...{ visitsPerMonth: 7, low: 450, high: 980, categories: [[EATING_OUT, 1]] },
  },
];

const GETTING_ABOUT: readonly Shop[] = [
  {
    ...{ name: 'Orrin Fuel', printed: ['STN 118', 'STN 204 KELBRIDGE'], account: 'card' },
    ...{ visitsPerMonth: 3, low: 3_200, high: 8_400 },
    categories: [
      ['Transport > Fuel', 0.88],
      ['Food > Coffee', 0.12],
    ],
  },
  {
    ...{ name: 'Brightline Rail', printed: ['TICKETS', 'APP', 'KIOSK 7'], account: 'current' },
    ...{ visitsPerMonth: 5, low: 380, high: 4_600, categories: [['Transport > Trains and buses', 1]] },
  },
  {
    ...{ name: 'City Bus', printed: ['ALDMOUTH TOPUP', 'TOPUP'], account: 'current' },
    ...{ visitsPerMonth: 3, low: 1_000, high: 2_000, categories: [['Transport > Trains and buses', 1]] },
  },
  {
    ...{ name: 'Quay Street Parking', printed: ['', 'ALDMOUTH'], account: 'card' },
    ...{ visitsPerMonth: 3, low: 150, high: 900, categories: [['Transport > Car', 1]] },
  },
  {
    ...{ name: 'Lakeshore Lodge', printed: ['BOOKING', 'RESERVATION'], account: 'card', refunds: 0.12 },
    ...{ visitsPerMonth: 0.2, low: 9_000, high: 46_000, categories: [['Leisure > Holidays', 1]] },
    season: { 4: 4, 6: 2, 7: 11, 8: 11 },
  },
  {
    ...{ name: 'Aurelia Air', printed: ['AE2291', 'BAGGAGE', 'AE0417'], account: 'card' },
    ...{ visitsPerMonth: 0.1, low: 7_800, high: 39_000, categories: [['Leisure > Holidays', 1]] },
    season: { 3: 6, 5: 8, 7: 12 },
  },
  {
    ...{ name: 'Gelateria Porto Fino', printed: ['', 'LUNGOMARE'], account: 'card' },
    ...{ visitsPerMonth: 0.05, low: 500, high: 2_600, categories: [['Leisure > Holidays', 1]] },
    season: { 7: 70, 8: 60 },
  },
];

const THINGS: readonly Shop[] = [
  {
    ...{ name: 'Parcelhaven', printed: ['MKTPLACE', 'ORDER', 'DIGITAL', 'PAYMENTS'], account: 'card' },
    ...{ visitsPerMonth: 5, low: 700, high: 8_900, refunds: 0.09 },
    categories: [
      [HOUSEHOLD, 0.3],
      [BOOKS, 0.2],
      [GIFTS, 0.18],
      [CLOTHES, 0.18],
      ['Children > Toys', 0.14],
    ],
    season: { 11: 1.6, 12: 2.2 },
  },
  {
    ...{ name: 'Lantern Books', printed: ['', 'ALDMOUTH'], account: 'card' },
    ...{ visitsPerMonth: 1.3, low: 800, high: 4_500, season: { 12: 3 } },
    categories: [
      [BOOKS, 0.8],
      [GIFTS, 0.2],
    ],
  },
  {
    ...{ name: 'Thread & Tailor', printed: ['KELBRIDGE', 'OUTLET'], account: 'card', refunds: 0.14 },
    ...{ visitsPerMonth: 1.5, low: 1_900, high: 13_500, categories: [[CLOTHES, 1]], season: { 1: 1.6 } },
  },
  {
    ...{ name: 'Tinker Box Toys', printed: ['', 'ALDMOUTH'], account: 'card' },
    ...{ visitsPerMonth: 0.8, low: 900, high: 6_500, season: { 12: 4 } },
    categories: [
      ['Children > Toys', 0.7],
      [GIFTS, 0.3],
    ],
  },
  {
    ...{ name: 'Bolt & Beam DIY', printed: ['ALDMOUTH', '0091'], account: 'card', refunds: 0.08 },
    ...{ visitsPerMonth: 1.4, low: 600, high: 14_000, season: { 4: 2, 5: 2 } },
    categories: [
      ['Home > Repairs and garden', 0.75],
      [HOUSEHOLD, 0.25],
    ],
  },
  {
    ...{ name: 'Elm Pharmacy', printed: ['', 'ALDMOUTH', 'HIGH ST'], account: 'current' },
    ...{ visitsPerMonth: 2.5, low: 350, high: 3_600, season: { 1: 1.6, 2: 1.6 } },
    categories: [
      ['Health > Pharmacy', 0.9],
      [HOUSEHOLD, 0.1],
    ],
  },
  {
    ...{ name: 'Corner Cinema', printed: ['', 'ALDMOUTH'], account: 'card' },
    ...{ visitsPerMonth: 1.2, low: 1_100, high: 3_900, categories: [[BOOKS, 1]] },
  },
  {
    ...{ name: 'Hair by Juno', printed: ['', 'ALDMOUTH'], account: 'current' },
    ...{ visitsPerMonth: 0.9, low: 2_400, high: 7_800, categories: [['Personal > Care', 1]] },
  },
  {
    ...{ name: 'Cash machine', printed: ['QUAY ST', 'STATION', '4471'], account: 'current' },
    ...{ visitsPerMonth: 1.8, low: 2_000, high: 12_000, categories: [['Personal > Cash', 1]] },
  },
  {
    ...{ name: 'Marlow Gardens', printed: ['', 'PLANTS'], account: 'card', opensDaysBeforeEnd: 21 },
    ...{ visitsPerMonth: 6, low: 900, high: 6_400, categories: [['Home > Repairs and garden', 1]] },
  },
  {
    ...{ name: 'Copperleaf Kitchen', printed: ['ALDMOUTH'], account: 'card', opensDaysBeforeEnd: 12 },
    ...{ visitsPerMonth: 8, low: 1_400, high: 4_800, categories: [[EATING_OUT, 1]] },
  },
];

export const SHOPS: readonly Shop[] = [...FOOD, ...GETTING_ABOUT, ...THINGS];
