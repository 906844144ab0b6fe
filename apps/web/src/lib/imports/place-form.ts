import type { ImportOptions } from '@steward/core/imports';

/** Reads the fields of `AccountsForm`: each number with its place, where it is not left to the number itself. */
export function readPlaces(form: FormData): ImportOptions['accounts'] {
  const places = form.getAll('place').map(String);
  const numbers = form.getAll('number').map(String);
  return numbers.flatMap((number, index) => {
    const place = places[index] ?? 'found';
    if (place === 'found') return [];
    return [{ number, accountId: place === 'none' ? null : place }];
  });
}
