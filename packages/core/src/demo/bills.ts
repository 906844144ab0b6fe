import type { HouseholdAccount } from './household.schema.ts';

/** What comes on a day of the month, again and again. All names are made up. */
export interface Bill {
  payee: string;
  memo: string;
  account: HouseholdAccount;
  /** 1 to 28, or the last working day of the month. */
  day: number | 'last working day';
  /** Minor units; positive is money in. */
  amount: number;
  /** How far the amount strays, as a share of it. */
  strays?: number;
  /** Months of the year in which it comes; every month where absent. */
  months?: readonly number[];
  /** The amount as a share of the usual one, by month of the year from 1. */
  season?: readonly number[];
  /** Grows by this share with each year. */
  rises?: number;
  category: string;
}

/** Heating: much in winter, little in summer. */
const HEATING = [1.75, 1.65, 1.35, 1, 0.7, 0.5, 0.45, 0.45, 0.6, 0.95, 1.3, 1.6];
const PHONE = 'Home > Internet and phone';
const INSURANCE = 'Home > Insurance';
const SUBSCRIPTIONS = 'Leisure > Subscriptions';

export const BILLS: readonly Bill[] = [
  {
    ...{ payee: 'FOUNDRY COURT LTD', memo: 'SALARY', account: 'current', day: 'last working day' },
    ...{ amount: 318_450, rises: 0.03, category: 'Income > Salary' },
  },
  {
    ...{ payee: 'ALDMOUTH SCHOOLS TRUST', memo: 'PAY', account: 'current', day: 'last working day' },
    ...{ amount: 142_180, strays: 0.02, rises: 0.025, category: 'Income > Salary' },
  },
  {
    ...{ payee: 'Family Office', memo: 'CHILD BENEFIT', account: 'current', day: 12, amount: 25_000 },
    category: 'Income > Benefits',
  },
  {
    ...{ payee: 'J Harrow Lettings', memo: 'RENT 14 ALDER ROW', account: 'current', day: 1 },
    ...{ amount: -124_000, rises: 0.03, category: 'Home > Rent' },
  },
  {
    ...{ payee: 'VALE ENERGY', memo: 'DD 88120417', account: 'current', day: 15, amount: -13_200 },
    ...{ strays: 0.08, season: HEATING, category: 'Home > Energy' },
  },
  {
    ...{ payee: 'Halden Water', memo: 'DD HW-20031', account: 'current', day: 18, amount: -8_900 },
    ...{ strays: 0.1, months: [2, 5, 8, 11], category: 'Home > Water' },
  },
  {
    ...{
      payee: 'Fibrewell',
      memo: 'BROADBAND',
      account: 'current',
      day: 20,
      amount: -3_499,
      category: PHONE,
    },
  },
  {
    ...{ payee: 'ORBIT MOBILE', memo: 'DD 2 LINES', account: 'current', day: 22, amount: -2_850 },
    ...{ strays: 0.12, category: PHONE },
  },
  {
    ...{ payee: 'Streamloft', memo: 'MONTHLY', account: 'card', day: 6, amount: -1_299 },
    category: SUBSCRIPTIONS,
  },
  {
    ...{ payee: 'TUNEBOX PREMIUM', memo: '', account: 'card', day: 9, amount: -1_099 },
    category: SUBSCRIPTIONS,
  },
  {
    ...{ payee: 'The Aldmouth Post', memo: 'DIGITAL', account: 'card', day: 17, amount: -799 },
    category: SUBSCRIPTIONS,
  },
  {
    ...{ payee: 'RIVERSIDE FITNESS', memo: 'MEMBERSHIP 7731', account: 'current', day: 3, amount: -4_200 },
    category: 'Health > Fitness',
  },
  {
    ...{ payee: 'Little Acorns', memo: 'AFTER SCHOOL CLUB', account: 'current', day: 5, amount: -16_800 },
    ...{ strays: 0.1, months: [1, 2, 3, 4, 5, 6, 9, 10, 11, 12], category: 'Children > School' },
  },
  {
    ...{ payee: 'Swim School Delta', memo: 'TERM', account: 'current', day: 11, amount: -9_600 },
    ...{ months: [1, 4, 9], category: 'Children > Activities' },
  },
  {
    ...{ payee: 'HARBOUR MUTUAL', memo: 'CAR POLICY', account: 'current', day: 14, amount: -48_700 },
    ...{ months: [3], rises: 0.06, category: 'Transport > Car' },
  },
  {
    ...{ payee: 'HARBOUR MUTUAL', memo: 'HOME CONTENTS', account: 'current', day: 9, amount: -19_400 },
    ...{ months: [9], rises: 0.04, category: INSURANCE },
  },
  {
    ...{ payee: 'Beacon Life', memo: 'POLICY 5520', account: 'current', day: 4, amount: -2_640 },
    category: INSURANCE,
  },
  {
    ...{ payee: 'Open Shelter Fund', memo: 'DONATION', account: 'current', day: 8, amount: -1_500 },
    category: 'Personal > Donations',
  },
  {
    ...{ payee: 'MERIDIAN BANK', memo: 'ACCOUNT FEE', account: 'current', day: 28, amount: -450 },
    category: 'Personal > Bank fees',
  },
  {
    ...{ payee: 'MERIDIAN BANK', memo: 'INTEREST', account: 'savings', day: 28, amount: 4_120 },
    ...{ strays: 0.15, months: [3, 6, 9, 12], category: 'Income > Interest' },
  },
];

/** Payees that come once in the whole history: what was paid, and for what. */
export const ONCE: readonly (readonly [payee: string, amount: number, category: string])[] = [
  ['Dr Vale Dental Practice', -18_600, 'Health > Doctor'],
  ['PIANO TUNING BRANDT', -9_500, 'Leisure > Hobbies'],
  ['Registry Office Aldmouth', -4_200, 'Personal > Official fees'],
  ['ROOFLINE REPAIRS', -64_000, 'Home > Repairs and garden'],
  ['Wedding list Faber', -12_000, 'Personal > Gifts'],
  ['OPTIKA KELBRIDGE', -21_900, 'Health > Doctor'],
  ['Tyre House', -38_400, 'Transport > Car'],
  ['Moorland Ceramics', -5_600, 'Leisure > Hobbies'],
  ['Festival Box Office', -13_800, 'Leisure > Books and films'],
  ['TAX OFFICE', 41_230, 'Income > Tax refund'],
  ['Bicycle Works', -7_450, 'Transport > Car'],
  ['Sofa Atelier', -89_900, 'Home > Household goods'],
];

/** People that money goes to and comes from. */
export const PEOPLE: readonly (readonly [name: string, memo: string, category: string])[] = [
  ['Mira Holt', 'dinner friday', 'Food > Eating out'],
  ['Tobias Okafor', 'concert tickets', 'Leisure > Books and films'],
  ['Ines Marsh', 'birthday present', 'Personal > Gifts'],
  ['Mira Holt', 'cinema', 'Leisure > Books and films'],
];
