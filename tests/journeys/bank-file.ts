/** Payee, its usual category, and the range of its amounts in minor units. */
const HABITS = [
  ['Northgate Market', 'Groceries', 900, 9_000],
  ['Halden Water', 'Utilities', 3_000, 6_000],
  ['Orbit Mobile', 'Phone', 2_000, 4_000],
  ['Kettle & Crumb', 'Eating out', 400, 2_500],
  ['Brightline Rail', 'Travel', 2_000, 8_000],
  ['Lantern Books', 'Books', 800, 4_500],
] as const;

/** A payee that the history does not know. */
export const NEWCOMER = 'Marlow Gardens';

/** A bank's export: a labelled history, then rows without a category, and one row in error. */
export function makeBankFile(): string {
  const lines = ['Date,Payee,Amount,Category'];
  const day = (index: number) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);
  for (let index = 0; index < 300; index++) {
    const [payee, category, low, high] = HABITS[index % HABITS.length] ?? HABITS[0];
    const amount = -(low + ((index * 7_919) % (high - low))) / 100;
    const isHistory = index < 264;
    lines.push(`${day(index)},${payee},${amount.toFixed(2)},${isHistory ? category : ''}`);
  }
  for (let index = 0; index < 4; index++) lines.push(`${day(300 + index)},${NEWCOMER},${-25 - index}.00,`);
  lines.push(`${day(305)},Halden Water,"12.3O",`);
  return `${lines.join('\n')}\n`;
}
