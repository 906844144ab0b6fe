import type { Random } from './random.ts';

/** How a bank prints a shop: in capitals or not, with a branch, now and then mistyped or cut. */
export function printPayee(name: string, beside: string, random: Random): string {
  const draw = random.fraction();
  if (draw < 0.03) return mistype(name, random);
  const shown = draw < 0.6 ? name.toUpperCase() : name;
  const text = draw < 0.85 ? `${shown} ${beside}` : shown;
  return text.trim();
}

/** Two letters swapped, or one left out, behind the first word's first letter. */
function mistype(name: string, random: Random): string {
  const at = random.between(1, name.length - 2);
  const [before, here = '', next = '', rest] = [
    name.slice(0, at),
    name[at],
    name[at + 1],
    name.slice(at + 2),
  ];
  return random.chance(0.5) ? before + next + here + rest : before + next + rest;
}

/** The memo of a card payment, as terminals write it. */
export function printMemo(date: string, random: Random): string {
  const [, month = '', day = ''] = date.split('-');
  return random.chance(0.6) ? `CARD 4417 ${day}${month}` : '';
}

export function printAmount(amountMinor: number): string {
  const sign = amountMinor < 0 ? '-' : '';
  const digits = String(Math.abs(amountMinor)).padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
