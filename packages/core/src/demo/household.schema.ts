import type { BudgetPeriod } from '../budgets/index.ts';
import type { AccountType, CategoryKind } from '../ledger/index.ts';

export type HouseholdAccount = 'current' | 'savings' | 'card';

/** A line of a bank's file, with what only the made-up household knows of it. */
export interface HouseholdRow {
  account: HouseholdAccount;
  date: string;
  payee: string;
  memo: string;
  /** As the file prints it. */
  amount: string;
  /** null where the file prints no number. */
  amountMinor: number | null;
  /** The path of the category it truly has. */
  category: string;
  /** What both sides of one transfer between own accounts share. */
  transfer: string | null;
}

export interface HouseholdCategory {
  name: string;
  kind: CategoryKind;
  /** The name of the category above it. */
  parent: string | null;
}

export interface HouseholdBudget {
  /** The path of its category. */
  category: string;
  period: BudgetPeriod;
  amountMinor: number;
  rollsOver: boolean;
}

export interface Household {
  accounts: readonly {
    key: HouseholdAccount;
    name: string;
    type: AccountType;
    openingBalanceMinor: number;
  }[];
  /** Parents stand before their children. */
  categories: readonly HouseholdCategory[];
  /** Of categories that any household of some months has. */
  budgets: readonly HouseholdBudget[];
  /** By date; those of one day in the order they were booked. */
  rows: readonly HouseholdRow[];
}
