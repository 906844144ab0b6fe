/** The number of an account as it is compared: `DE12 3456-7` and `de1234567` are one. Empty where there is none. */
export function spellAccountNumber(number: string | null): string {
  return (number ?? '').replaceAll(/[\s-]/g, '').toUpperCase();
}
