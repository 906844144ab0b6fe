import { z } from 'zod';
import type { CategoryIcon } from './category-icons.ts';
import type { Category, CategoryKind } from './ledger.schema.ts';

export const StarterSet = z.enum(['household', 'firm']);
export type StarterSet = z.infer<typeof StarterSet>;

/** A category to begin with; what stands under it has its kind. */
interface Starter {
  name: string;
  icon: CategoryIcon;
  under: readonly string[];
}

type Sets = Readonly<Record<StarterSet, Readonly<Record<CategoryKind, readonly Starter[]>>>>;

const starter = (icon: CategoryIcon, name: string, ...under: string[]): Starter => ({ name, icon, under });

const TRANSFERS = [starter('swap', 'Transfers', 'Between own accounts', 'Savings', 'Card payment', 'Cash')];

const SETS: Sets = {
  household: {
    income: [
      starter('coins', 'Income', 'Salary', 'Benefits', 'Interest and dividends', 'Refunds', 'Other income'),
    ],
    expense: [
      starter('home', 'Home', 'Rent or mortgage', 'Furniture and repairs', 'Cleaning'),
      starter('bolt', 'Utilities', 'Electricity and heating', 'Water', 'Internet and phone', 'Waste'),
      starter('food', 'Food', 'Groceries', 'Restaurants', 'Coffee and snacks'),
      starter('car', 'Transport', 'Fuel', 'Public transport', 'Parking and tolls', 'Car upkeep', 'Taxi'),
      starter('health', 'Health', 'Doctor and dentist', 'Pharmacy', 'Sport'),
      starter('shield', 'Insurance'),
      starter('child', 'Children', 'Care and school', 'Toys and clothes'),
      starter('shirt', 'Shopping', 'Clothes', 'Electronics', 'Household goods'),
      starter('play', 'Leisure', 'Subscriptions', 'Books and media', 'Going out', 'Hobbies'),
      starter('plane', 'Travel', 'Journeys', 'Stays'),
      starter('gift', 'Gifts and donations'),
      starter('bank', 'Fees and taxes', 'Bank fees', 'Taxes', 'Loan interest'),
      starter('dots', 'Other'),
    ],
    transfer: TRANSFERS,
  },
  firm: {
    income: [
      starter('coins', 'Sales', 'Goods', 'Services', 'Online shop'),
      starter('bank', 'Other income', 'Interest', 'Grants', 'Refunds'),
    ],
    expense: [
      starter('box', 'Goods and materials', 'Goods for resale', 'Materials', 'Packaging'),
      starter('people', 'Staff', 'Wages', 'Social security', 'Training'),
      starter('home', 'Premises', 'Rent', 'Energy', 'Cleaning and repairs'),
      starter('work', 'Office', 'Office supplies', 'Phone and internet', 'Postage'),
      starter('screen', 'Software and equipment', 'Software', 'Hardware', 'Tools'),
      starter('truck', 'Vehicles and freight', 'Fuel', 'Vehicle upkeep', 'Freight'),
      starter('plane', 'Travel', 'Journeys', 'Stays', 'Meals'),
      starter('chart', 'Marketing', 'Advertising', 'Website', 'Events'),
      starter('book', 'Professional fees', 'Accounting', 'Legal', 'Consulting'),
      starter('shield', 'Insurance'),
      starter('card', 'Finance costs', 'Bank fees', 'Payment fees', 'Interest paid'),
      starter('tax', 'Taxes', 'Value added tax', 'Income tax', 'Local taxes'),
      starter('dots', 'Other costs'),
    ],
    transfer: [
      starter('swap', 'Transfers', 'Between own accounts', 'Owner drawings', 'Owner deposits', 'Loans'),
    ],
  },
};

/**
 * The categories of a set that are not there yet, parents first: what has the name of one stands for it, so that asking
 * twice adds nothing. A parent of that name and another kind is left as it is, with all that would stand under it.
 */
export function missingOfSet(
  set: StarterSet,
  categories: readonly Category[],
  newId: () => string,
): Category[] {
  const made: Category[] = [];
  const find = (name: string, parentId: string | null) =>
    [...categories, ...made].find((one) => one.name === name && one.parentId === parentId);
  const add = (row: Omit<Category, 'id' | 'isHidden'>): Category => {
    const category = { ...row, id: newId(), isHidden: false };
    made.push(category);
    return category;
  };
  for (const kind of ['income', 'expense', 'transfer'] as const) {
    for (const { name, icon, under } of SETS[set][kind]) {
      const parent = find(name, null) ?? add({ name, icon, kind, parentId: null });
      if (parent.kind !== kind) continue;
      for (const child of under) {
        if (!find(child, parent.id)) add({ name: child, icon: null, kind, parentId: parent.id });
      }
    }
  }
  return made;
}
