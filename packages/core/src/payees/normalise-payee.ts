/**
 * The form under which imported names are one payee: Unicode NFKC, lower case, white space
 * collapsed. Digits and punctuation stay: what they mean is for the model and for people to say.
 */
export function normalisePayee(importedName: string): string {
  return importedName.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}
